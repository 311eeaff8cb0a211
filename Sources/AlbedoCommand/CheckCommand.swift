import Albedo
import ArgumentParser

/// The command `albedo check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check pipelines, rigs, scenes, and downlinks with their rigs.")

  @Argument(help: "Configuration files, and folders that hold a downlink.yaml.")
  var paths: [String]

  @OptionGroup var talk: OutputOptions

  func run() throws {
    let checks = paths.map { ConfigurationCheck($0) }
    for check in checks {
      if talk.json {
        print(check.json.text)
      } else if check.findings.isEmpty {
        print("\(check.path): in order")
      }
    }
    let findings = checks.flatMap(\.findings)
    if !findings.isEmpty { throw Failure(findings) }
  }
}
