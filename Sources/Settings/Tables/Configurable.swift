import Diagnostics

/// A value that can be read from a configuration.
///
/// The struct holds the values, and its property initialisers are the defaults. The table names
/// each of them once; decoding, checks, schema and documentation follow from it.
///
///     struct Tone: Configurable {
///       var gamma = 2.2
///       static let table = Table<Tone>([
///         .number("gamma", \.gamma, unit: "1", range: 0.1...10, "Exponent of the tone curve.")
///       ])
///     }
public protocol Configurable: Sendable {
  /// The defaults.
  init()
  /// What can be set.
  static var table: Table<Self> { get }
  /// Finds what is wrong with several values together.
  ///
  /// Called after each decoding, also when some values were wrong and kept their defaults: ask
  /// ``Findings/areClean(_:)`` about the values that a check compares.
  ///
  /// - Parameters:
  ///   - node: what the value was read from; `node["name"]` gives the place of one parameter.
  ///   - findings: takes in what is wrong.
  func check(_ node: YamlNode, _ findings: inout Findings)
}

extension Configurable {
  /// Nothing can be wrong with the values together.
  public func check(_ node: YamlNode, _ findings: inout Findings) {}
}

/// A value that fills a whole file, which states `version: 1`.
public protocol ConfigurationFile: Configurable {
  /// What such a file is called: `rig`.
  static var kind: String { get }
  /// One sentence on what such a file says.
  static var summary: String { get }
}

extension ConfigurationFile {
  /// The one version there is.
  public static var version: Int { 1 }

  /// The JSON Schema (draft-07) of the whole file.
  public static var jsonSchema: JSONValue {
    table.jsonSchema(fileKind: kind, summary: summary, version: version)
  }
}

/// A configuration file that has been read.
public struct Document<Value: Sendable>: Sendable {
  /// What it says; defaults stand where it was wrong.
  public let value: Value
  /// The text's own structure, for the places of single values.
  public let node: YamlNode
  /// The name of the file.
  public let file: String
}

extension Yaml {
  /// The value of a whole configuration file.
  ///
  /// - Parameters:
  ///   - type: what the file holds.
  ///   - text: the whole file.
  ///   - file: its name, for messages.
  /// - Returns: the value.
  /// - Throws: everything that is wrong with the file, by line.
  public static func load<Value: ConfigurationFile>(
    _ type: Value.Type, text: String, file: String
  ) throws(Failure) -> Value {
    var findings = Findings()
    let document = load(type, text: text, file: file, &findings)
    try findings.throwIfAny()
    guard let document else {
      throw Failure("the file says nothing", at: .file(file), category: .internalError)
    }
    return document.value
  }

  /// As ``load(_:text:file:)``, collecting what is wrong.
  ///
  /// - Parameters:
  ///   - type: what the file holds.
  ///   - text: the whole file.
  ///   - file: its name, for messages.
  ///   - findings: takes in everything that is wrong.
  /// - Returns: what could be read, or nil where the text cannot be read at all.
  public static func load<Value: ConfigurationFile>(
    _ type: Value.Type, text: String, file: String, _ findings: inout Findings
  ) -> Document<Value>? {
    guard let root = parse(text: text, file: file, &findings) else { return nil }
    guard case .map(let pairs) = root.content else {
      findings.add(
        root.diagnostic(
          "expected keys with values, found \(root.shown)",
          remedy: "begin with the line: version: \(Value.version)"))
      return nil
    }
    checkVersion(root, Value.version, Value.kind, &findings)
    let rest = pairs.filter { $0.key.text != "version" }
    let node = YamlNode(.map(rest), at: root.place, excerpt: root.excerpt)
    let value = Value.table.fill(node, also: ["version"], &findings)
    return Document(value: value, node: node, file: file)
  }

  private static func checkVersion(
    _ root: YamlNode, _ version: Int, _ kind: String, _ findings: inout Findings
  ) {
    guard let node = root["version"] else {
      return findings.add(
        root.diagnostic(
          "the file does not state its version", remedy: "add the line: version: \(version)"))
    }
    if case .scalar(let text, isQuoted: false) = node.content, text == String(version) { return }
    let isNewer: Bool
    if case .scalar(let text, isQuoted: false) = node.content, let number = Int(text) {
      isNewer = number > version
    } else {
      isNewer = false
    }
    findings.add(
      node.diagnostic(
        "this program reads version \(version) of a \(kind) file, found \(node.shown)",
        remedy: isNewer ? "use a newer program" : "write version: \(version)"))
  }
}
