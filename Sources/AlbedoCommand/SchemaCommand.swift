import Albedo
import ArgumentParser

/// The command `albedo schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema (draft-07) of a kind of file.")

  @Argument(help: "pipeline, rig, downlink or scene.")
  var kind: String

  func run() throws {
    guard let schema = FileSchemas.all.first(where: { $0.kind == kind })?.schema else {
      throw Failure(
        "there is no schema \"\(kind)\"", at: .argument("schema"),
        remedy: Suggestion.remedy(for: kind, among: FileSchemas.all.map(\.kind)),
        category: .usage)
    }
    print(schema.prettyText)
  }
}

/// The command `albedo graph`.
struct GraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draw a pipeline.")

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @Option(name: .long, help: "dot, mermaid or svg.")
  var format: GraphFormat = .mermaid

  func run() throws {
    print(try Plan(file: pipeline).graph(format))
  }
}

extension GraphFormat: ExpressibleByArgument {}
