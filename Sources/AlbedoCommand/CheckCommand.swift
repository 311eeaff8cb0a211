import Albedo
import ArgumentParser

/// The command `albedo check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check pipelines, and downlinks with their rigs.")

  @Argument(help: "Pipeline files, and folders that hold a downlink.yaml.")
  var paths: [String]

  @OptionGroup var talk: OutputOptions

  func run() throws {
    var diagnostics: [Diagnostic] = []
    for path in paths {
      let found = findings(of: path)
      diagnostics += found
      if talk.json {
        print(
          JSONValue.object([
            ("type", "check"), ("file", .string(path)), ("ok", .bool(found.isEmpty)),
            ("errors", .array(found.map { $0.json })),
          ]).text)
      } else if found.isEmpty {
        print("\(path): in order")
      }
    }
    if !diagnostics.isEmpty { throw Failure(diagnostics) }
  }

  private func findings(of path: String) -> [Diagnostic] {
    do throws(Failure) {
      if Files.isFolder(path) {
        _ = try DownlinkFolder.load(path)
      } else {
        _ = try Plan(file: path)
      }
      return []
    } catch {
      return error.diagnostics
    }
  }
}
