import Diagnostics
import Settings

/// A pipeline whose names, parameters and wiring have been checked.
public struct Plan: Sendable {
  /// Where an input comes from.
  public struct Source: Sendable, Hashable {
    /// The position of the stage in the plan.
    public var node: Int
    /// Its output port.
    public var port: String
  }

  /// What leads to an input port.
  public struct Wire: Sendable, Hashable {
    /// The input port.
    public var port: String
    /// Where its frame comes from.
    public var source: Source
  }

  /// A stage in its place.
  public struct Node: Sendable {
    /// How the pipeline calls it.
    public var id: String
    /// The stage, with the parameters of the pipeline.
    public var stage: any Stage
    /// Where frames come from, in the order of the input ports; a port that takes many has as many
    /// wires, in the order of the frames.
    public var inputs: [Wire]
    /// What leaves each output port.
    public var outputs: [(name: String, domain: String)]
    /// Whether the digest of the output is recorded.
    public var isCheckpoint: Bool
    /// The position of the source for each of whose frames it is done; nil where it is done once.
    public var fanOut: Int?
    /// The one of several frames for which it is done, in the plan for an item.
    var frameID: String?
  }

  /// The name of the pipeline.
  public var name: String
  /// One line.
  public var summary: String
  /// What one run works on.
  public var over: PipelineFile.Over
  /// The stages, each after those it takes its inputs from.
  public var nodes: [Node]

  /// The nodes that take their input from a node's output.
  public func consumers(of node: Int) -> [Int] {
    nodes.indices.filter { nodes[$0].inputs.contains { $0.source.node == node } }
  }
}

extension Plan.Node {
  /// How it is called in records: its id, and the frame where it is done for one of several.
  var label: String { frameID.map { "\(id)@\($0)" } ?? id }

  /// The name of the file that it writes, where it is a sink.
  func fileName(_ sink: any SinkStage) -> String {
    "\(frameID.map { "\(id)-\($0)" } ?? id).\(sink.fileEnding)"
  }
}

extension Plan {
  /// Reads and checks a pipeline.
  ///
  /// - Parameters:
  ///   - text: the YAML.
  ///   - file: its path, for messages.
  ///   - catalogue: the stages there are.
  ///   - overrides: `stage.parameter=value`, in the order given.
  /// - Throws: everything that is wrong, at once.
  public init(
    yaml text: String, file: String, catalogue: StageCatalogue, overrides: [Override] = []
  ) throws(Failure) {
    var findings = Findings()
    let document = Yaml.load(PipelineFile.self, text: text, file: file, &findings)
    let description = document?.value ?? PipelineFile()
    if let document {
      var builder = PlanBuilder(
        description, root: document.node, catalogue: catalogue, overrides: overrides)
      nodes = builder.build(&findings)
    } else {
      nodes = []
    }
    try findings.throwIfAny()
    name = description.name
    summary = description.purpose
    over = description.over
  }

  /// What decides the output beside the input: every stage, its parameters and its wiring.
  public var canonical: JSONValue {
    .object([
      ("name", .string(name)), ("over", .string(over.rawValue)),
      ("stages", .array(nodes.map { $0.canonical(in: self) })),
    ])
  }
}

extension Plan.Node {
  func canonical(in plan: Plan) -> JSONValue {
    let ports = type(of: stage).inputs.sorted { $0.name < $1.name }
    let sources = ports.map { port in
      let ids = inputs.filter { $0.port == port.name }.map { wire in
        JSONValue.string("\(plan.nodes[wire.source.node].id).\(wire.source.port)")
      }
      return (port.name, port.isMany ? .array(ids) : ids[0])
    }
    return .object([
      ("id", .string(id)), ("use", .string(type(of: stage).name)), ("inputs", .object(sources)),
      ("with", stage.resolvedParameters), ("checkpoint", .bool(isCheckpoint)),
    ])
  }
}

extension Stage {
  /// The values of all parameters, by name.
  public var resolvedParameters: JSONValue { Self.table.resolved(self) }
}
