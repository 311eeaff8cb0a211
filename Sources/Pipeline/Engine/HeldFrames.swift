/// The frames between the stages of a plan: each is let go when the last stage that needs it takes
/// it.
struct HeldFrames {
  private var frames: [Plan.Source: any AnyFrame] = [:]
  /// How many stages have still to take a frame.
  private var remaining: [Plan.Source: Int] = [:]
  private let plan: Plan

  init(of plan: Plan) {
    self.plan = plan
    for node in plan.nodes {
      for source in Set(node.inputs.map(\.source)) { remaining[source, default: 0] += 1 }
    }
  }

  /// The frame at a port, while it is held.
  subscript(source: Plan.Source) -> (any AnyFrame)? { frames[source] }

  /// Holds what a stage made.
  mutating func hold(_ made: [String: any AnyFrame], behind node: Int) {
    for (port, frame) in made { frames[Plan.Source(node: node, port: port)] = frame }
  }

  /// Lets go of what no stage takes.
  mutating func dropUnused(behind node: Int) {
    for output in plan.nodes[node].outputs {
      let source = Plan.Source(node: node, port: output.name)
      if remaining[source, default: 0] == 0 { frames[source] = nil }
    }
  }

  /// The frames that a node needs, in the order of its wires.
  mutating func take(_ node: Plan.Node) -> [any AnyFrame] {
    let taken = node.inputs.compactMap { frames[$0.source] }
    for source in Set(node.inputs.map(\.source)) {
      remaining[source, default: 0] -= 1
      if remaining[source] == 0 { frames[source] = nil }
    }
    return taken
  }

  /// The frames that a node needs, by port.
  mutating func takeByPort(_ node: Plan.Node) -> [String: any AnyFrame] {
    Dictionary(uniqueKeysWithValues: zip(node.inputs.map(\.port), take(node)))
  }
}
