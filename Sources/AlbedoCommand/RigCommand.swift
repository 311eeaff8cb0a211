import Albedo
import ArgumentParser

/// The command `albedo rig`.
struct RigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rig", abstract: "Begin, convert, show, check and measure rigs.",
    subcommands: [
      RigInitCommand.self, RigConvertCommand.self, RigShowCommand.self, RigCheckCommand.self,
      ColorsCommand.self,
    ])
}

/// The command `albedo rig colors`.
struct ColorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "colors", abstract: "White balance and colour matrix from a picture of a chart.",
    usage: "albedo rig colors MOSAIC --cfa RGGB --corners X,Y X,Y X,Y X,Y [options]",
    discussion: """
      The picture is a mosaic of linear codes: an evenly lit chart, no patch saturated. Printed \
      are the lines for the camera in rig.yaml, and how far the patches then are from what they \
      should be (CIE 1976 ΔE*ab).
      """)

  @Argument(help: "The picture.")
  var picture: String

  @Option(
    name: .long, parsing: .upToNextOption,
    help: "The middles of the four corner patches in pixels, clockwise from the chart's first.")
  var corners: [ImagePoint]

  @Option(name: .long, help: "The chart, a YAML file; the common one of 24 patches when absent.")
  var chart: String?

  @OptionGroup var declared: DeclarationOptions

  @OptionGroup var talk: OutputOptions

  func run() throws {
    let report = try ColorReport(
      path: picture, declaration: declared.declaration, chartFile: chart, corners: corners)
    print(talk.json ? report.json.text : report.text)
  }
}

extension ImagePoint: ExpressibleByArgument {
  /// `X,Y`.
  public init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard numbers.count == 2, let x = Double(numbers[0]), let y = Double(numbers[1]),
      x.isFinite, y.isFinite
    else { return nil }
    self.init(x, y)
  }
}
