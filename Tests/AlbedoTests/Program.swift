import Foundation
import TestSupport
import Testing

/// Runs the built program as a user does.
struct Program {
  /// What a call printed and how it ended.
  struct Result {
    var status: Int32
    var output: String
    var talk: String
  }

  /// The program that was built beside these tests.
  static let path: String = {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let candidates =
      [beside.appending(path: "albedo").path()]
      + ["release", "debug"].map { Places.package + "/.build/\($0)/albedo" }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? ""
  }()

  @discardableResult
  static func run(_ words: String..., environment: [String: String] = [:]) throws -> Result {
    try run(words, environment: environment)
  }

  static func run(_ words: [String], environment: [String: String] = [:]) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment
      .merging(["NO_COLOR": "1"]) { $1 }.merging(environment) { $1 }
    let folder = TemporaryFolder()
    let (output, talk) = (folder.path + "/out", folder.path + "/err")
    for file in [output, talk] { try Data().write(to: URL(filePath: file)) }
    let outputHandle = try #require(FileHandle(forWritingAtPath: output))
    let talkHandle = try #require(FileHandle(forWritingAtPath: talk))
    process.standardOutput = outputHandle
    process.standardError = talkHandle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: try String(contentsOfFile: output, encoding: .utf8),
      talk: try String(contentsOfFile: talk, encoding: .utf8))
  }
}

/// A folder that is gone when nobody needs it.
final class TemporaryFolder {
  let path: String

  init() {
    let url = FileManager.default.temporaryDirectory.appending(path: "albedo-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a text file below the folder and gives its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file below the folder and gives its path.
  @discardableResult
  func write(_ data: Data, to name: String) throws -> String {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url.path()
  }
}
