import Diagnostics

/// A plan for one item: each source knows its frame, and what is done for each of several frames
/// stands there once for each.
struct ItemPlan: Sendable {
  /// The plan, whose nodes are done once.
  private(set) var plan: Plan
  /// The frames that the sources bring in, by the position of the source.
  private(set) var origins: [Int: Origin] = [:]
  /// Where the nodes of the plan for any item have come to stand, frame by frame.
  private var places: [[Int]]

  /// Selects frames and writes out what is done for each.
  ///
  /// What is done for one frame stands together, so that of all that is made on the way to a stage
  /// that gathers only its inputs are held.
  ///
  /// - Parameters:
  ///   - general: the plan for any item.
  ///   - item: the frames there are.
  /// - Throws: a failure of a source that finds no frame, or when two files would have one name.
  init(_ general: Plan, for item: Item) throws(Failure) {
    plan = general
    plan.nodes = []
    places = general.nodes.map { _ in [] }
    for (index, node) in general.nodes.enumerated() {
      if let source = node.stage as? any SourceStage {
        let selected = try Self.frames(of: source, node, item)
        let members = general.nodes.indices.filter {
          $0 == index || general.nodes[$0].fanOut == index
        }
        for origin in selected {
          for member in members { append(general.nodes[member], member, origin) }
        }
      } else if node.fanOut == nil {
        append(node, index, nil)
      }
    }
    try checkFiles()
  }

  private static func frames(
    of source: any SourceStage, _ node: Plan.Node, _ item: Item
  ) throws(Failure) -> [Origin] {
    do throws(Failure) {
      let selected = try source.select(from: item)
      precondition(
        selected.count == 1 || source.bringsEach && !selected.isEmpty, "one frame, or each")
      return selected
    } catch {
      throw error.within("stage \(node.id)")
    }
  }

  /// Takes in a node that is done once, or for one frame.
  private mutating func append(_ node: Plan.Node, _ index: Int, _ origin: Origin?) {
    var node = node
    node.inputs = node.inputs.flatMap { wire in
      let sources = places[wire.source.node]
      let wanted = node.fanOut == nil ? sources[...] : sources.suffix(1)
      return wanted.map { place in
        Plan.Wire(port: wire.port, source: .init(node: place, port: wire.source.port))
      }
    }
    if node.fanOut != nil { node.frameID = origin?.frameID }
    if node.stage is any SourceStage { origins[plan.nodes.count] = origin }
    node.fanOut = nil
    places[index].append(plan.nodes.count)
    plan.nodes.append(node)
  }

  /// `a-b` of frame `c` and `a` of frame `b-c` would write one file.
  private func checkFiles() throws(Failure) {
    var writers: [String: String] = [:]
    for node in plan.nodes {
      guard let sink = node.stage as? any SinkStage else { continue }
      let name = node.fileName(sink)
      if let other = writers.updateValue(node.label, forKey: name) {
        throw Failure(
          "the stages \(other) and \(node.label) would both write \(name)",
          remedy: "give one of them another id")
      }
    }
  }
}
