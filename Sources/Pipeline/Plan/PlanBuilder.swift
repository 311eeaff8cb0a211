import Diagnostics
import Settings

/// Checks a pipeline against the catalogue and wires it.
struct PlanBuilder {
  private let description: PipelineFile
  private let root: YamlNode
  private let catalogue: StageCatalogue
  private let overrides: [Override]
  private var nodes: [Plan.Node] = []
  /// Ids whose entries could not be used; what refers to them is not complained about again.
  private var broken: Set<String> = []

  init(
    _ description: PipelineFile, root: YamlNode, catalogue: StageCatalogue, overrides: [Override]
  ) {
    self.description = description
    self.root = root
    self.catalogue = catalogue
    self.overrides = overrides
  }

  mutating func build(_ findings: inout Findings) -> [Plan.Node] {
    var seen: Set<String> = []
    for entry in description.stages {
      if let place = entry.id.node, !seen.insert(entry.id.value).inserted {
        findings.add(
          place.diagnostic(
            "another stage has the id \"\(entry.id.value)\"",
            remedy: "give each stage its own id"))
        continue
      }
      if let node = node(for: entry, &findings) {
        nodes.append(node)
      } else {
        broken.insert(entry.id.value)
      }
    }
    checkOverrides(&findings)
    checkThatSomethingIsWritten(&findings)
    return nodes
  }

  private func node(
    for entry: StageEntry, _ findings: inout Findings
  ) -> Plan.Node? {
    guard let place = entry.use.node else { return nil }
    guard let type = catalogue[entry.use.value] else {
      findings.add(
        place.diagnostic(
          "there is no stage \"\(entry.use.value)\"",
          remedy: Suggestion.remedy(for: entry.use.value, among: catalogue.names)))
      return nil
    }
    let stage = decode(type, entry, at: place, &findings)
    let (inputs, domains) = wire(type, entry, at: place, &findings)
    guard let stage, inputs.count == type.inputs.count else { return nil }
    let outputs = stage.outputs.map { port in
      (name: port.name, domain: port.kind.domain(of: domains) ?? "")
    }
    return Plan.Node(
      id: entry.id.value, stage: stage, inputs: inputs, outputs: outputs,
      isCheckpoint: entry.isCheckpoint)
  }

  private func decode<S: Stage>(
    _ type: S.Type, _ entry: StageEntry, at place: YamlNode, _ findings: inout Findings
  ) -> (any Stage)? {
    let node = entry.parameters ?? YamlNode(.map([]), at: place.place, excerpt: place.excerpt)
    guard var stage = S.table.decode(node, &findings) else { return nil }
    for override in overrides where override.stage == entry.id.value {
      S.table.set(
        override.parameter, to: override.value,
        at: .argument("--set \(entry.id.value).\(override.parameter)"), in: &stage, &findings)
    }
    return stage
  }

  private func wire(
    _ type: any Stage.Type, _ entry: StageEntry, at place: YamlNode, _ findings: inout Findings
  ) -> (inputs: [String: Plan.Source], domains: [String: String]) {
    var inputs: [String: Plan.Source] = [:]
    var domains: [String: String] = [:]
    var attempted: Set<String> = []
    for input in wires(entry, &findings) {
      guard let port = port(of: type, input, &findings) else { continue }
      attempted.insert(port.name)
      guard let source = source(input.source, &findings) else { continue }
      let outputs = nodes[source.node].outputs
      let domain = outputs.first { $0.name == source.port }?.domain ?? ""
      guard port.accepts.contains(domain) else {
        findings.add(
          input.source.diagnostic(
            "\(input.source.text ?? "") gives \(domain), but \(type.name) takes "
              + port.accepts.joined(separator: " or "), remedy: convert(domain, to: port.accepts)))
        continue
      }
      inputs[port.name] = source
      domains[port.name] = domain
    }
    let wasRefused = entry.inputs != nil && attempted.isEmpty
    for port in type.inputs where !attempted.contains(port.name) && !wasRefused {
      findings.add(
        place.diagnostic(
          "input \"\(port.name)\" of \(type.name) is not wired",
          remedy: type.inputs.count == 1
            ? "add \"inputs: SOURCE\"" : "add \"inputs: {\(port.name): SOURCE}\""))
    }
    return (inputs, domains)
  }

  /// What the entry says of its inputs: a source alone, or a source for each port.
  private func wires(
    _ entry: StageEntry, _ findings: inout Findings
  ) -> [(port: YamlNode?, source: YamlNode)] {
    guard let node = entry.inputs else { return [] }
    switch node.content {
    case .scalar: return [(port: nil, source: node)]
    case .map(let pairs):
      return pairs.compactMap { key, value in
        if value.text != nil { return (port: key, source: value) }
        findings.add(
          value.diagnostic("an input has one source", remedy: "write port: stage"))
        return nil
      }
    case .list:
      findings.add(
        node.diagnostic(
          "inputs are named, not listed", remedy: "write one source, or {port: source, …}"))
      return []
    }
  }

  private func port(
    of type: any Stage.Type, _ wire: (port: YamlNode?, source: YamlNode),
    _ findings: inout Findings
  ) -> InputPort? {
    let names = type.inputs.map(\.name)
    guard let node = wire.port, let name = node.text else {
      if type.inputs.count == 1 { return type.inputs[0] }
      let remedy =
        names.isEmpty
        ? "remove \"inputs\"" : "name the port: " + names.map { "\($0): …" }.joined(separator: ", ")
      findings.add(
        wire.source.diagnostic("\(type.name) has \(names.count) input ports", remedy: remedy))
      return nil
    }
    if let port = type.inputs.first(where: { $0.name == name }) { return port }
    findings.add(
      node.diagnostic(
        "\(type.name) has no input port \"\(name)\"",
        remedy: Suggestion.remedy(for: name, among: names)))
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
      type.inputs.count == 1 && type.inputs[0].accepts.contains(domain)
        && type.init().outputs.contains { port in
          port.kind.domain(of: [type.inputs[0].name: domain]).map(wanted.contains) ?? false
        }
    }
    guard let bridge else { return "wire a stage that gives " + wanted.joined(separator: " or ") }
    return "put the stage \"\(bridge.name)\" between them"
  }

  private func checkOverrides(_ findings: inout Findings) {
    let ids = description.stages.map(\.id.value)
    for override in overrides where !ids.contains(override.stage) {
      findings.add(
        Diagnostic(
          "no stage has the id \"\(override.stage)\"", at: .argument("--set"),
          remedy: Suggestion.remedy(for: override.stage, among: ids), category: .usage))
    }
  }

  private func checkThatSomethingIsWritten(_ findings: inout Findings) {
    guard broken.isEmpty, !nodes.isEmpty, !nodes.contains(where: { $0.stage is any SinkStage })
    else { return }
    let sinks = catalogue.stages.filter { $0 is any SinkStage.Type }.map { $0.name }
    findings.add(
      Diagnostic(
        "this pipeline writes nothing", at: root.place,
        remedy: "end it with a stage such as " + sinks.joined(separator: ", "),
        excerpt: root.excerpt))
  }
}
