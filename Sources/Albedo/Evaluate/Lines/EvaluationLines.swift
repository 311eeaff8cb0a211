import Diagnostics
import Files
import Foundation
import Settings

/// The lines of a folder of shards that one code made.
public struct EvaluationLines: Sendable {
  /// The code that made them.
  public let code: String
  /// The lines, each collection once, in the order of their sweeps and numbers.
  public let lines: [EvaluationLine]
  /// How many lines of other codes were left out.
  public let leftOut: Int

  /// Lines from memory, in any order.
  ///
  /// - Parameters:
  ///   - code: the code that made them.
  ///   - lines: each with its place.
  ///   - others: the codes of lines that were left out.
  /// - Throws: a failure where one collection has two different lines, or there is no line.
  public init(
    code: String, _ lines: [(line: EvaluationLine, place: Place)], others: [String] = []
  ) throws(Failure) {
    guard !lines.isEmpty else { throw Self.nothing(of: code, among: others) }
    var kept: [EvaluationLine] = []
    let sorted = lines.sorted { $0.line.order.lexicographicallyPrecedes($1.line.order) }
    for (line, place) in sorted {
      guard let last = kept.last, last.order == line.order else {
        kept.append(line)
        continue
      }
      guard last == line else {
        throw Failure(
          "collection \(line.number) of \(line.sweep.name) has two different lines", at: place,
          remedy: "remove the files that hold it and have them made again")
      }
    }
    (self.code, self.lines, leftOut) = (code, kept, others.count)
  }

  /// Reads all shards of a folder.
  ///
  /// - Parameters:
  ///   - folder: it holds files as ``EvaluationShard/file`` names them.
  ///   - code: lines of any other code are counted and left out.
  /// - Throws: everything that is wrong with the files, by line.
  public init(folder: String, code: String) throws(Failure) {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasPrefix("shard-") && $0.hasSuffix(".jsonl") }.sorted()
    guard !names.isEmpty else {
      throw Failure(
        "the folder holds no lines", at: .file(folder),
        remedy: "name the folder that albedo evaluate -o wrote to", category: .missingInput)
    }
    var all = (lines: [(line: EvaluationLine, place: Place)](), others: [String]())
    var findings = Findings()
    for name in names {
      do throws(Failure) {
        let (lines, others) = try Self.read(Files.join(folder, name), code: code)
        all.lines += lines
        all.others += others
      } catch { findings.add(error) }
    }
    try findings.throwIfAny()
    try self.init(code: code, all.lines, others: all.others)
  }

  /// The lines of a file.
  ///
  /// - Parameters:
  ///   - file: a file of JSON Lines.
  ///   - code: which lines are read; of others only the code is looked at.
  /// - Returns: the lines, each with its place, and the codes of all others.
  /// - Throws: everything that is wrong with the file, by line.
  public static func read(
    _ file: String, code: String
  ) throws(Failure) -> (lines: [(line: EvaluationLine, place: Place)], others: [String]) {
    let text = try Files.readText(file, limit: Files.defaultLimit)
    var (lines, others) = ([(line: EvaluationLine, place: Place)](), [String]())
    var findings = Findings()
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, row) in rows.enumerated() where !row.isEmpty {
      let place = Place.text(file: file, line: index + 1, column: 1)
      do throws(Failure) {
        let json = try parsed(String(row), file, line: index + 1)
        let other = try LineFields(json, at: place).text("code")
        if other == code {
          lines.append((try EvaluationLine(json, at: place), place))
        } else {
          others.append(other)
        }
      } catch { findings.add(error) }
    }
    try findings.throwIfAny()
    return (lines, others)
  }

  /// A row as JSON; findings point at the row of the file.
  private static func parsed(
    _ row: String, _ file: String, line: Int
  ) throws(Failure) -> JSONValue {
    do throws(Failure) {
      return try JSONValue.parse(row, file: file)
    } catch {
      throw Failure(
        error.diagnostics.map { diagnostic in
          var moved = diagnostic
          if case .text(_, _, let column)? = diagnostic.place {
            moved.place = .text(file: file, line: line, column: column)
          }
          return moved
        })
    }
  }

  private static func nothing(of code: String, among others: [String]) -> Failure {
    let counts = Dictionary(grouping: others) { $0 }.mapValues(\.count)
    let found = counts.sorted { $0.key < $1.key }.map { code, count in
      "\(code): \(count) line\(count == 1 ? "" : "s")"
    }
    return Failure(
      "no line is of the code \(code)", at: .argument("--report"),
      remedy: "evaluate again, or name the code with --code; there are "
        + found.joined(separator: ", "), category: .missingInput)
  }
}
