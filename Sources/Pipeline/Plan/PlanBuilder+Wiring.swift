import Diagnostics
import Settings

extension PlanBuilder {
  /// A wire with what flows there.
  struct Connection {
    let wire: Plan.Wire
    let domain: String
    /// Where the file names the source.
    let place: YamlNode
  }

  /// Wires every input port of a stage.
  ///
  /// - Returns: in the order of the ports, and of the sources of a port; nil where one is wrong.
  func connections(
    _ type: any Stage.Type, _ entry: StageEntry, at place: YamlNode, _ findings: inout Findings
  ) -> [Connection]? {
    var connected: [String: [Connection]] = [:]
    var attempted: Set<String> = []
    for input in inputs(entry) {
      guard let port = port(of: type, input, &findings) else { continue }
      attempted.insert(port.name)
      connected[port.name] = connections(to: port, of: type, input.source, &findings)
    }
    let wasRefused = entry.inputs != nil && attempted.isEmpty
    for port in type.inputs where !attempted.contains(port.name) && !wasRefused {
      findings.add(
        place.diagnostic(
          "input \"\(port.name)\" of \(type.name) is not wired",
          remedy: type.inputs.count == 1
            ? "add \"inputs: SOURCE\"" : "add \"inputs: {\(port.name): SOURCE}\""))
    }
    guard connected.count == type.inputs.count else { return nil }
    return type.inputs.flatMap { connected[$0.name] ?? [] }
  }

  /// What the entry says of its inputs: sources alone, or sources for each port.
  private func inputs(_ entry: StageEntry) -> [(port: YamlNode?, source: YamlNode)] {
    guard let node = entry.inputs else { return [] }
    guard case .map(let pairs) = node.content else { return [(port: nil, source: node)] }
    return pairs.map { (port: $0.key, source: $0.value) }
  }

  private func port(
    of type: any Stage.Type, _ input: (port: YamlNode?, source: YamlNode),
    _ findings: inout Findings
  ) -> InputPort? {
    let names = type.inputs.map(\.name)
    guard let node = input.port, let name = node.text else {
      if type.inputs.count == 1 { return type.inputs[0] }
      let remedy =
        names.isEmpty
        ? "remove \"inputs\"" : "name the port: " + names.map { "\($0): …" }.joined(separator: ", ")
      findings.add(
        input.source.diagnostic("\(type.name) has \(names.count) input ports", remedy: remedy))
      return nil
    }
    if let port = type.inputs.first(where: { $0.name == name }) { return port }
    findings.add(
      node.diagnostic(
        "\(type.name) has no input port \"\(name)\"",
        remedy: Suggestion.remedy(for: name, among: names)))
    return nil
  }

  /// Wires one port; nil where something is wrong.
  private func connections(
    to port: InputPort, of type: any Stage.Type, _ node: YamlNode, _ findings: inout Findings
  ) -> [Connection]? {
    guard let places = places(node, of: port, of: type, &findings) else { return nil }
    let connections = places.compactMap { connection(to: port, of: type, $0, &findings) }
    guard connections.count == places.count else { return nil }
    let first = connections[0]
    let others = connections.filter { $0.domain != first.domain }
    for other in others {
      findings.add(
        other.place.diagnostic(
          "\(other.place.text ?? "") gives \(other.domain), but \(first.place.text ?? "")"
            + " \(first.domain)",
          remedy: "give \(type.name) frames of one kind: "
            + convert(other.domain, to: [first.domain])))
    }
    return others.isEmpty ? connections : nil
  }

  /// Where the sources of a port are named, one or more; nil where they are not.
  private func places(
    _ node: YamlNode, of port: InputPort, of type: any Stage.Type, _ findings: inout Findings
  ) -> [YamlNode]? {
    if node.text != nil { return [node] }
    guard port.isMany else {
      findings.add(
        node.diagnostic(
          "\"\(port.name)\" of \(type.name) has one source",
          remedy: "write one source, as stage or stage.port, without brackets"))
      return nil
    }
    let wrong = node.elements.first { $0.text == nil }
    if wrong == nil && !node.elements.isEmpty { return node.elements }
    findings.add(
      (wrong ?? node).diagnostic(
        "\"\(port.name)\" of \(type.name) has one source or more",
        remedy: "write them as [stage, stage.port, …]"))
    return nil
  }

  private func connection(
    to port: InputPort, of type: any Stage.Type, _ place: YamlNode, _ findings: inout Findings
  ) -> Connection? {
    guard let source = source(place, &findings) else { return nil }
    let domain = nodes[source.node].outputs.first { $0.name == source.port }?.domain ?? ""
    if port.accepts.contains(domain) {
      return Connection(
        wire: Plan.Wire(port: port.name, source: source), domain: domain, place: place)
    }
    findings.add(
      place.diagnostic(
        "\(place.text ?? "") gives \(domain), but \(type.name) takes "
          + port.accepts.joined(separator: " or "), remedy: convert(domain, to: port.accepts)))
    return nil
  }

  private func source(_ node: YamlNode, _ findings: inout Findings) -> Plan.Source? {
    let parts = (node.text ?? "").split(separator: ".", maxSplits: 1).map(String.init)
    let id = parts.first ?? ""
    guard let index = nodes.firstIndex(where: { $0.id == id }) else {
      if broken.contains(id) { return nil }
      let stands = description.stages.contains { $0.id.value == id }
      findings.add(
        node.diagnostic(
          stands ? "stage \"\(id)\" stands further down" : "no stage has the id \"\(id)\"",
          remedy: stands
            ? "list it before the stages that use it"
            : Suggestion.remedy(for: id, among: nodes.map(\.id) + broken.sorted())))
      return nil
    }
    let outputs = nodes[index].outputs.map(\.name)
    if parts.count == 2 {
      if outputs.contains(parts[1]) { return Plan.Source(node: index, port: parts[1]) }
      findings.add(
        node.diagnostic(
          "\(id) has no output port \"\(parts[1])\"",
          remedy: Suggestion.remedy(for: parts[1], among: outputs)))
      return nil
    }
    if let only = outputs.first { return Plan.Source(node: index, port: only) }
    findings.add(
      node.diagnostic("\(id) writes a file and gives no frame", remedy: "use the stage before it"))
    return nil
  }

  /// The stage that leads from one domain to another, as a remedy.
  private func convert(_ domain: String, to wanted: [String]) -> String {
    let bridge = catalogue.stages.first { type in
      type.inputs.count == 1 && !type.inputs[0].isMany && type.inputs[0].accepts.contains(domain)
        && type.init().outputs.contains { port in
          port.kind.domain(of: [type.inputs[0].name: domain]).map(wanted.contains) ?? false
        }
    }
    guard let bridge else { return "wire a stage that gives " + wanted.joined(separator: " or ") }
    return "put the stage \"\(bridge.name)\" between them"
  }
}
