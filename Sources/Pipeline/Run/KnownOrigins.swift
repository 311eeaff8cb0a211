/// What is known of the frames that flow through a plan.
struct KnownOrigins {
  private var origins: [Plan.Source: Origin] = [:]

  /// Where the frames that arrive at a node come from, in their order.
  func before(_ node: Plan.Node) -> [(port: String, origin: Origin)] {
    node.inputs.compactMap { wire in origins[wire.source].map { (wire.port, $0) } }
  }

  /// Notes what is known of the outputs of a node.
  mutating func note(_ known: [String: Origin], behind node: Int) {
    for (port, origin) in known { origins[Plan.Source(node: node, port: port)] = origin }
  }
}
