import Albedo
import ArgumentParser

/// The command `albedo schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema (draft-07) of a kind of file.")

  @Argument(help: "pipeline, rig, downlink or scene.")
  var kind: String

  @OptionGroup var talk: OutputOptions

  func run() throws {
    guard let schema = FileSchemas.all.first(where: { $0.kind == kind })?.schema else {
      throw Failure(
        "there is no schema \"\(kind)\"", at: .argument("schema"),
        remedy: Suggestion.remedy(for: kind, among: FileSchemas.all.map(\.kind)),
        category: .usage)
    }
    let line: JSONValue = ["type": "schema", "kind": .string(kind), "schema": schema]
    print(talk.json ? line.text : schema.prettyText)
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

  @OptionGroup var talk: OutputOptions

  func run() throws {
    let graph = try Plan(file: pipeline).graph(format)
    let line: JSONValue = [
      "type": "graph", "format": .string(format.rawValue), "graph": .string(graph),
    ]
    print(talk.json ? line.text : graph)
  }
}

extension GraphFormat: ExpressibleByArgument {}
