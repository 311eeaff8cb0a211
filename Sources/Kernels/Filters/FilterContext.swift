import Dispatch
import Raster
import Synchronization

/// How a filter is run: what surrounds the picture, which rows are wanted, and by what means.
///
/// Which rows are held, threads and instruction set change no bit of the result.
public struct FilterContext: Sendable {
  /// What stands beyond the edge.
  public var border: Border
  /// Samples of one pixel that lie side by side: 1 for a plane, 3 for interleaved colours.
  public var channels: Int
  /// Which rows are held and wanted; nil for a whole picture.
  public var window: RowWindow?
  /// How many threads share the rows.
  public var threads: Int
  /// The instruction set.
  public var isa: InstructionSet

  /// A context; everything has a default.
  ///
  /// - Parameters:
  ///   - border: what stands beyond the edge.
  ///   - channels: samples of one pixel that lie side by side.
  ///   - window: which rows are held and wanted; nil for a whole picture.
  ///   - threads: how many threads share the rows.
  ///   - isa: the instruction set.
  public init(
    border: Border = .reflect101, channels: Int = 1, window: RowWindow? = nil, threads: Int = 1,
    isa: InstructionSet = .active
  ) {
    self.border = border
    self.channels = channels
    self.window = window
    self.threads = threads
    self.isa = isa
  }

  /// The same, what stands beyond the edge rounded to what a kind of sample can be.
  func with<S: FilterSample>(constantOf kind: S.Type) -> FilterContext {
    var context = self
    if case .constant(let value) = border { context.border = .constant(S(nearest: value).number) }
    return context
  }

  /// The rows of a plane, checked against the reach of a filter.
  ///
  /// - Precondition: the plane holds the rows of the window, and those within `halo` of the wanted
  ///   ones; all of them where the picture wraps around.
  func checkedWindow(of size: Size, halo: Int) -> RowWindow {
    let window = window ?? RowWindow(whole: size.height)
    precondition(size.height == window.held.count, "the plane holds the rows of the window")
    precondition(window.covers(halo: halo), "rows within the halo are held")
    precondition(
      border != .wrap || window.held.count == window.height, "a picture that wraps is held whole")
    precondition(channels >= 1 && size.width % channels == 0, "rows hold whole pixels")
    return window
  }
}

/// Lets several threads compute parts of a range of rows.
///
/// There are about eight parts a thread, no smaller than `grain`; a thread that is done takes the
/// next one, which evens out what threads get done.
///
/// - Parameters:
///   - rows: all rows.
///   - threads: how many threads.
///   - grain: rows below which a part is not worth its start.
///   - body: computes some rows; the parts do not overlap.
func concurrently(
  _ rows: Range<Int>, threads: Int, grain: Int, _ body: @Sendable (Range<Int>) -> Void
) {
  guard threads > 1, rows.count > grain else {
    if !rows.isEmpty { body(rows) }
    return
  }
  let size = max(grain, (rows.count + 8 * threads - 1) / (8 * threads))
  let parts = (rows.count + size - 1) / size
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: min(threads, parts)) { _ in
    while true {
      let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if part >= parts { return }
      let start = rows.lowerBound + part * size
      body(start..<min(rows.upperBound, start + size))
    }
  }
}
