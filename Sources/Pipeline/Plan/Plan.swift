import Diagnostics
import Settings

/// A pipeline whose names, parameters and wiring have been checked; ready to run.
public struct Plan: Sendable {
  /// Where an input comes from.
  public struct Source: Sendable, Hashable {
    /// The position of the stage in the plan.
    public var node: Int
    /// Its output port.
    public var port: String
  }

  /// A stage in its place.
  public struct Node: Sendable {
    /// How the pipeline calls it.
    public var id: String
    /// The stage, with the parameters of the pipeline.
    public var stage: any Stage
    /// Where each input port gets its frame.
    public var inputs: [String: Source]
    /// What leaves each output port.
    public var outputs: [(name: String, domain: String)]
    /// Whether the digest of the output is recorded.
    public var isCheckpoint: Bool
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
    nodes.indices.filter { nodes[$0].inputs.values.contains { $0.node == node } }
  }
}

extension Plan {
  /// What is known of the inputs of a node, by port.
  func origins(before node: Int, among origins: [Source: Origin]) -> [String: Origin] {
    nodes[node].inputs.compactMapValues { origins[$0] }
  }

  /// Notes what is known of the outputs of a node.
  func note(_ known: [String: Origin], behind node: Int, in origins: inout [Source: Origin]) {
    for (port, origin) in known { origins[Source(node: node, port: port)] = origin }
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
    let sources = inputs.sorted { $0.key < $1.key }.map { port, source in
      (port, JSONValue.string("\(plan.nodes[source.node].id).\(source.port)"))
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
