import Pipeline
import Settings

/// What there is to know about a stage, from its own declaration.
public struct StagePage: Sendable {
  private let name: String
  private let summary: String
  private let inputs: [InputPort]
  private let outputs: [OutputPort]
  private let reach: Reach
  private let parameters: [ParameterDescription]

  /// The page of a stage.
  public init(_ stage: any Stage.Type) {
    name = stage.name
    summary = stage.summary
    inputs = stage.inputs
    let standard = stage.init()
    outputs = standard.outputs
    reach = standard.reach
    parameters = stage.parameterDescriptions
  }

  /// Name and summary in one line.
  public var line: String {
    name.padded(to: 16) + summary
  }

  /// The whole page as text.
  public var text: String {
    var lines = ["\(name): \(summary)", ""]
    for port in inputs {
      lines.append(
        "in   \(port.name)\(port.count): \(port.accepts.joined(separator: ", ")). \(port.summary)")
    }
    for port in outputs { lines.append("out  \(port.name): \(port.domainText). \(port.summary)") }
    lines += ["reach: \(reach.text)", ""]
    if parameters.isEmpty { lines.append("no parameters") }
    for parameter in parameters { lines += parameter.lines }
    return lines.joined(separator: "\n")
  }

  /// The whole page as Markdown, for the manual.
  public var markdown: String {
    var lines = ["## \(name)", "", summary, ""]
    for port in inputs {
      let domains = port.accepts.map { "`\($0)`" }.joined(separator: ", ")
      lines.append("- in `\(port.name)`\(port.count): \(domains). \(port.summary)")
    }
    for port in outputs {
      lines.append("- out `\(port.name)`: `\(port.domainText)`. \(port.summary)")
    }
    lines += ["- looks at \(reach.text)", ""]
    if !parameters.isEmpty { lines += [ParameterDescription.markdown(parameters), ""] }
    return lines.joined(separator: "\n")
  }

  /// The whole page for programs.
  public var json: JSONValue {
    .object([
      ("type", "stage"), ("name", .string(name)), ("summary", .string(summary)),
      (
        "inputs",
        .array(
          inputs.map { port in
            [
              "name": .string(port.name), "accepts": .array(port.accepts.map { .string($0) }),
              "summary": .string(port.summary), "many": .bool(port.isMany),
            ]
          })
      ),
      (
        "outputs",
        .array(
          outputs.map { port in
            [
              "name": .string(port.name), "domain": .string(port.domainText),
              "summary": .string(port.summary),
            ]
          })
      ),
      ("reach", .string(reach.text)),
      ("parameters", .array(parameters.map { $0.json })),
    ])
  }
}

extension Stage {
  /// What is known of each parameter.
  public static var parameterDescriptions: [ParameterDescription] { table.parameters }
}

extension InputPort {
  /// How many frames arrive, where it is not one.
  fileprivate var count: String { isMany ? ", one or more in order" : "" }
}

extension OutputPort {
  fileprivate var domainText: String {
    switch kind {
    case .domain(let name): name
    case .sameAs(let input): "as at \(input)"
    case .changed(_, let changes):
      changes.map { "\($0.to) of \($0.from)" }.joined(separator: ", ")
    }
  }
}

extension Reach {
  fileprivate var text: String {
    switch self {
    case .halo(0): "one pixel"
    case .halo(let rows): "\(rows) rows up and down"
    case .reduction(0): "statistics of the whole, then one pixel"
    case .reduction(let rows): "statistics of the whole, then \(rows) rows up and down"
    case .wholeFrame: "the whole frame"
    }
  }
}

extension ParameterDescription {
  /// Its name and prose, and below what it takes, as `albedo stages` shows it.
  public var lines: [String] {
    var facts = [kind]
    if !choices.isEmpty { facts[0] = choices.joined(separator: " | ") }
    if let range { facts.append(range) }
    if let unit { facts.append(unit) }
    facts.append(defaultText.map { "default \($0)" } ?? "required")
    return ["  \(name): \(prose)", "      " + facts.joined(separator: ", ")]
  }

  fileprivate var json: JSONValue {
    .object([
      ("name", .string(name)), ("kind", .string(kind)),
      ("unit", unit.map { .string($0) } ?? .null), ("range", range.map { .string($0) } ?? .null),
      ("default", defaultText.map { .string($0) } ?? .null), ("summary", .string(prose)),
      ("choices", .array(choices.map { .string($0) })), ("required", .bool(isRequired)),
    ])
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
