import Albedo
import ArgumentParser

/// The command `albedo info`.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Say what a picture file or a downlink holds.")

  @Argument(help: "A picture file, or a folder that holds a downlink.yaml.")
  var path: String

  @Option(
    name: .long, help: "Geometry of a file without a header: WIDTHxHEIGHT:FORMAT[@OFFSET][+STRIDE]."
  )
  var raw: String?

  @OptionGroup var talk: OutputOptions

  func run() throws {
    if Files.isFolder(path) {
      let report = try DownlinkReport(folder: path)
      print(talk.json ? report.json.text : report.text)
    } else {
      let report = try PictureReport(path: path, layout: raw)
      print(talk.json ? report.json.text : report.text)
    }
  }
}

/// The command `albedo diff`.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare the pixels of two pictures; status 1 if they differ.")

  @Argument(help: "A picture.")
  var a: String

  @Argument(help: "Another.")
  var b: String

  @OptionGroup var talk: OutputOptions

  func run() throws {
    let difference = try PictureDifference(a, b)
    print(talk.json ? difference.json.text : difference.text)
    if !difference.isSame { throw ExitCode(FailureCategory.differs.exitStatus) }
  }
}
