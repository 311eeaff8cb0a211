import Albedo
import ArgumentParser

/// The command `albedo damage`.
struct DamageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "damage", abstract: "Make a damaged copy of a downlink, with known truth.",
    usage: "albedo damage DOWNLINK -o DIR --seed S [--json] [--PARAMETER VALUE ...]",
    discussion: """
      The same downlink, parameters and seed give the same bytes. What was done stands in \
      \(DownlinkDamage.truthFile). Nothing is damaged unless a parameter says so, such as \
      --blockLoss 0.01 --loss unlisted:

      \(parameters)
      """)

  private static let parameters = DamageSettings.table.parameters.flatMap(\.lines)
    .joined(separator: "\n")

  @Argument(help: "The folder that holds the intact downlink.")
  var downlink: String

  @Option(name: [.customShort("o"), .long], help: "The folder that the damaged copy goes to.")
  var output: String

  @Option(name: .long, help: "Where all decisions come from: 0 or more.")
  var seed: Int

  @OptionGroup var talk: OutputOptions

  @Argument(parsing: .allUnrecognized, help: "Parameters of the damage.")
  var rest: [String] = []

  func validate() throws {
    if seed < 0 { throw ValidationError("--seed takes a number from 0 on.") }
  }

  func run() throws {
    let report = try DownlinkDamage.run(
      downlink, into: output, settings: settings(), seed: seed,
      progress: { Terminal.say($0) })
    if talk.json {
      print(report.json(seed: seed).text)
    } else {
      for file in report.files { print(Files.join(report.folder, file)) }
    }
  }

  private func settings() throws(Failure) -> DamageSettings {
    let words = try ParameterWords(rest)
    if let other = words.others.first {
      throw Failure(
        "\"\(other)\" is one folder too many", at: .argument(other),
        remedy: "damage one downlink at a time", category: .usage)
    }
    var settings = DamageSettings()
    var findings = Findings()
    for (name, value) in words.parameters {
      DamageSettings.table.set(
        name, to: value, at: .argument("--\(name)"), in: &settings, &findings)
    }
    try findings.throwIfAny()
    return settings
  }
}

extension DamageReport {
  /// One line for programs.
  fileprivate func json(seed: Int) -> JSONValue {
    .object([
      ("type", "damage"), ("folder", .string(folder)), ("seed", .integer(seed)),
      ("frames", .integer(frames)), ("damagedFiles", .integer(damagedFiles)),
      ("lostBytes", .integer(lostBytes)), ("cuts", .integer(cuts)), ("flips", .integer(flips)),
      ("duplicates", .integer(duplicates)), ("moved", .integer(moved)),
      ("clockJumps", .integer(clockJumps)), ("files", .array(files.map { .string($0) })),
    ])
  }
}
