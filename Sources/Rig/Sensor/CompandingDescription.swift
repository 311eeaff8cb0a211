import Diagnostics
import Raster
import Settings

/// How received codes relate to linear ones, as a rig states it.
public struct CompandingDescription: Configurable, Hashable {
  /// The ways.
  public enum Kind: String, Sendable, CaseIterable {
    /// In proportion.
    case linear
    /// `code = (2^validBits - 1) · √(linear / (2^linearBits - 1))`.
    case squareRoot = "square-root"
    /// By a table in a file.
    case table
  }

  /// The way.
  public var kind = Kind.linear
  /// Bits of a linear code, as stated; only for codes that are not linear.
  public var statedBits: Int?
  /// Bits of a linear code: those that are stated, else 12.
  public var linearBits: Int {
    get { statedBits ?? 12 }
    set { statedBits = newValue }
  }
  /// The file of the table.
  public var tableFile: String?
  /// The linear code of each received one, once the file is read.
  public var values: [UInt16] = []

  /// Linear codes.
  public init() {}

  /// The parameters.
  public static let table = Table<CompandingDescription>([
    .choice("kind", \.kind, "How received codes relate to linear ones."),
    .integer(
      "linearBits", \.statedBits, unit: "bits", range: 1...16, absent: "12",
      "Bits of a linear code, for square-root and table."),
    .value("table", \.tableFile, .path, "File with the table, for table."),
  ])

  /// The same, as frames carry it.
  public var raster: Companding {
    switch kind {
    case .linear: .linear
    case .squareRoot: .squareRoot(linearBits: linearBits)
    case .table: .table(values, linearBits: linearBits)
    }
  }

  func check(validBits: Int, _ sensor: YamlNode, _ findings: inout Findings) {
    guard let node = sensor["companding"], findings.areClean(node) else { return }
    if kind == .table && tableFile == nil {
      findings.add(
        node.diagnostic("a table is said, but no file", remedy: "add table: companding.yaml"))
    }
    if kind != .table, tableFile != nil, let place = node["table"] {
      findings.add(
        place.diagnostic(
          "a table has no meaning with kind: \(kind.rawValue)",
          remedy: "write kind: table, or remove it"))
    }
    if kind == .linear, let place = node["linearBits"] {
      findings.add(
        place.diagnostic(
          "linear codes have the valid bits of the sensor", remedy: "remove linearBits"))
    }
    if kind != .linear, findings.areClean(sensor["validBits"]), linearBits < validBits {
      findings.add(
        (node["linearBits"] ?? node).diagnostic(
          "linear codes of \(linearBits) bits are shorter than received ones of \(validBits)",
          remedy: "use at least \(validBits)"))
    }
  }
}

/// The file of a companding table: the linear code of each received one.
public struct CompandingTable: ConfigurationFile, Hashable {
  /// Entry `code` is its linear code.
  public var values: [Int] = []

  /// No entries.
  public init() {}

  /// `companding`.
  public static let kind = "companding"
  /// What such a file says.
  public static let summary = "The linear code of each received code of a companded sensor."
  /// The parameters.
  public static let table = Table<CompandingTable>([
    .integers(
      "values", \.values, unit: "DN", range: 0...65535, count: 2...65536, required: true,
      "Linear codes in the order of the received ones, from 0 on; never falling.")
  ])

  /// A table never falls.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    guard let list = node["values"], findings.areClean(list) else { return }
    for (index, value) in list.elements.enumerated().dropFirst()
    where values[index] < values[index - 1] {
      return findings.add(
        value.diagnostic("the table falls here", remedy: "list linear codes in rising order"))
    }
  }
}
