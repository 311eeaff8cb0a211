import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// The time of one case.
public struct BenchResult: Sendable {
  /// The case.
  public var name: String
  /// How many threads worked.
  public var threads: Int
  /// Milliseconds of each counted run, in order of size.
  public var milliseconds: [Double]
  /// Pixels of the input.
  public var pixels: Int
  /// The first 16 digits of the digest of the result.
  public var hash: String
  /// The digits that were recorded for this size, or nil when none were.
  public var hashExpected: String?

  /// The median of the counted runs.
  public var median: Double { milliseconds[milliseconds.count / 2] }

  /// Whether the right thing was computed, as far as that is recorded.
  public var isRight: Bool { hashExpected == nil || hashExpected == hash }

  /// One line for people.
  public var text: String {
    let rate = Double(pixels) / median / 1000
    let numbers = [median, milliseconds[0], rate].map { "\(($0 * 1000).rounded() / 1000)" }
    let verdict =
      hashExpected == nil ? "unrecorded" : isRight ? "ok" : "WRONG, not \(hashExpected ?? "")"
    return "\(name)  \(numbers[0]) ms (min \(numbers[1]))  \(numbers[2]) Mpix/s  \(hash) \(verdict)"
  }

  /// One line for programs.
  public var json: JSONValue {
    .object([
      ("type", "bench"), ("case", .string(name)), ("threads", .integer(threads)),
      ("isa", .string(InstructionSet.active.rawValue)), ("msMedian", .number(median)),
      ("msMin", .number(milliseconds[0])),
      ("megapixelsPerSecond", .number(Double(pixels) / median / 1000)), ("hash", .string(hash)),
      ("hashExpected", hashExpected.map { .string($0) } ?? .null),
    ])
  }
}

extension BenchCase {
  /// Takes the time of the case: two runs to warm up, then at least nine, for at least a third of a
  /// second.
  ///
  /// - Parameters:
  ///   - size: of the synthetic frames.
  ///   - threads: how many work.
  /// - Returns: the times and the digest of what was computed.
  /// - Throws: a failure of the stage.
  public func measured(size: Size, threads: Int) throws(Failure) -> BenchResult {
    let engine = Engine.fast(threads: threads)
    let digest = try run(engine).digest
    _ = try run(engine)
    let clock = ContinuousClock()
    var times: [Double] = []
    let started = clock.now
    while times.count < 9 || (clock.now - started < .milliseconds(333) && times.count < 1000) {
      let before = clock.now
      _ = try run(engine)
      times.append((clock.now - before).milliseconds)
    }
    return BenchResult(
      name: name, threads: threads, milliseconds: times.sorted(), pixels: size.area,
      hash: String("\(digest)".prefix(16)), hashExpected: BenchHashes.expected(name, size: size))
  }
}
