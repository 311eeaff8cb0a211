/// How the stages between two whole frames are run; both ways give the same bits.
public enum Engine: Sendable, Hashable {
  /// A stage at a time over whole frames: short, obvious, the specification.
  case plain
  /// Chains of stages over bands of rows, on several threads.
  ///
  /// - Parameters:
  ///   - threads: how many bands are worked on at once; 1 or more.
  ///   - bandHeight: rows of the last stage's output in a band, 1 or more; nil leaves it to the
  ///     chain.
  case banded(threads: Int, bandHeight: Int?)

  /// The banded engine with bands of a height that suits each chain.
  public static func fast(threads: Int) -> Engine { .banded(threads: threads, bandHeight: nil) }

  /// How many threads may share the work of one stage.
  public var threads: Int {
    switch self {
    case .plain: 1
    case .banded(let threads, _): threads
    }
  }
}
