import Diagnostics
import Files
import Kernels
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
  /// The least time that the machine's limits allow over the median, or nil where that is unknown.
  public var shareOfLimit: Double?
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
    let share = shareOfLimit.map { "  \(Int(($0 * 100).rounded())) % of limit" } ?? ""
    let verdict =
      hashExpected == nil ? "unrecorded" : isRight ? "ok" : "WRONG, not \(hashExpected ?? "")"
    return "\(name)  \(numbers[0]) ms (min \(numbers[1]))  \(numbers[2]) Mpix/s\(share)  "
      + "\(hash) \(verdict)"
  }

  /// One line for programs.
  public var json: JSONValue {
    .object([
      ("type", "bench"), ("case", .string(name)), ("threads", .integer(threads)),
      ("isa", .string(InstructionSet.active.rawValue)), ("msMedian", .number(median)),
      ("msMin", .number(milliseconds[0])),
      ("megapixelsPerSecond", .number(Double(pixels) / median / 1000)),
      ("shareOfLimit", shareOfLimit.map { .number($0) } ?? .null), ("hash", .string(hash)),
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
    let work = try prepare(size)
    let digest = try work.run(threads).digest()
    _ = try work.run(threads)
    let clock = ContinuousClock()
    var times: [Double] = []
    let started = clock.now
    while times.count < 9 || (clock.now - started < .milliseconds(333) && times.count < 1000) {
      let before = clock.now
      _ = try work.run(threads)
      times.append((clock.now - before).milliseconds)
    }
    var result = BenchResult(
      name: name, threads: threads, milliseconds: times.sorted(), pixels: work.pixels,
      hash: String("\(digest)".prefix(16)), hashExpected: BenchHashes.expected(name, size: size))
    if work.bytes > 0 {
      let limits = MachineLimits(planesOf: work.bytes / 2)
      let arithmetic = work.products / limits.productsPerSecond
      let memory = Double(work.bytes) / limits.copiedBytesPerSecond
      let least = max(arithmetic / Double(threads), memory)
      result.shareOfLimit = least * 1000 / result.median
    }
    return result
  }

  /// Writes what the case works on, what it does and what it computes, for other programs.
  ///
  /// - Parameters:
  ///   - folder: where `CASE.json`, `CASE.input.raw` and `CASE.output.raw` go.
  ///   - size: of the input.
  /// - Throws: a failure when a file cannot be written, or when the case has no recipe.
  public func keep(in folder: String, size: Size) throws(Failure) {
    let work = try prepare(size)
    guard let recipe = work.recipe else {
      throw Failure(
        "the case \(name) is not for other programs", at: .argument("--keep"),
        remedy: "keep cases whose names begin with conv, remap, debayer, develop, match or stitch",
        category: .usage)
    }
    let outcome = try work.run(1)
    try Files.makeFolder(folder)
    let description = recipe.description.adding(outcome.fields)
    try Files.write(Array((description.prettyText + "\n").utf8), to: "\(folder)/\(name).json")
    try Files.write(recipe.input(), to: "\(folder)/\(name).input.raw")
    try Files.write(outcome.samples(), to: "\(folder)/\(name).output.raw")
  }
}

extension JSONValue {
  /// An object with more members.
  fileprivate func adding(_ more: [(String, JSONValue)]) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members + more)
  }
}
