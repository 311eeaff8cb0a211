import Diagnostics
import Files

/// Some collections of a sweep, whose lines are written together.
public struct EvaluationShard: Sendable, Equatable {
  /// What its collections are drawn from.
  public let sweep: EvaluationSweep
  /// The numbers of its collections, from 1 on.
  public let numbers: Range<Int>

  /// A shard from its parts.
  public init(_ sweep: EvaluationSweep, _ numbers: Range<Int>) {
    (self.sweep, self.numbers) = (sweep, numbers)
  }

  /// The shards of some collections.
  ///
  /// - Parameters:
  ///   - sweep: what they are drawn from.
  ///   - numbers: of the collections, from 1 on.
  ///   - size: collections of a shard, at least 1; the last one may have fewer.
  /// - Returns: shards in the order of their numbers.
  public static func shards(
    of sweep: EvaluationSweep, _ numbers: Range<Int>, size: Int
  ) -> [EvaluationShard] {
    stride(from: numbers.lowerBound, to: numbers.upperBound, by: size).map {
      EvaluationShard(sweep, $0..<min(numbers.upperBound, $0 + size))
    }
  }

  /// The name of its file: `shard-report-empty-none-none-1-101.jsonl`.
  public var file: String { "shard-\(sweep.name)-\(numbers.lowerBound).jsonl" }

  /// Looks whether a folder holds the lines of all its collections, made by one code.
  ///
  /// A file that cannot be read is made again, like one that other code made.
  ///
  /// - Parameters:
  ///   - folder: where the file would stand.
  ///   - code: the code.
  /// - Returns: whether nothing is left to do.
  public func isComplete(in folder: String, code: String) -> Bool {
    let path = Files.join(folder, file)
    guard Files.exists(path), let found = try? EvaluationLines.read(path, code: code),
      found.others.isEmpty
    else { return false }
    return found.lines.map(\.line.number) == Array(numbers)
      && found.lines.allSatisfy { $0.line.sweep == sweep }
  }
}
