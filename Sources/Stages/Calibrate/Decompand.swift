import Diagnostics
import Files
import Kernels
import Pipeline
import Raster
import Rig
import Settings
import Synchronization

/// Codes that were shortened on board become codes in proportion to light.
public struct Decompand: BandStage {
  /// How the codes were shortened, instead of what the frame's levels say.
  public var curve: CompandingDescription.Kind?
  /// Bits of a linear code.
  public var linearBits: Int?
  /// The file of a table.
  public var file: String?
  private var companding: Companding?

  /// Levels of the frame.
  public init() {}

  /// Codes of a known companding.
  package init(_ companding: Companding) { self.companding = companding }

  /// `decompand`.
  public static let name = "decompand"
  /// What it does.
  public static let summary = "Turns companded codes into codes in proportion to light."
  /// The parameters.
  public static let table = Table<Decompand>([
    .choice(
      "curve", \.curve, absent: "from the rig", "How the codes were made; never guessed."),
    .integer(
      "linearBits", \.linearBits, unit: "bits", range: 1...16, absent: "from the rig",
      "Bits of a linear code, for a curve given here."),
    .text(
      "file", \.file, absent: "from the rig",
      "File of a companding table, for the curve table given here."),
  ])
  /// Codes arrive.
  public static let inputs = [InputPort(Mosaic.self, summary: "Sensor codes as received.")]
  /// Codes leave.
  public var outputs: [OutputPort] {
    [OutputPort(Mosaic.self, summary: "Sensor codes in proportion to light.")]
  }
  /// The square root, and a table.
  public static var benchmarks: [(name: String, stage: Decompand)] {
    let table = Companding.table((0..<4096).map { UInt16($0 * $0 / 257) }, linearBits: 16)
    return [("square-root", Decompand(.squareRoot(linearBits: 16))), ("table", Decompand(table))]
  }
  /// One pixel at a time.
  public var reach: Reach { .halo(0) }

  /// The file of a table that is given here.
  public func sideFiles(for origin: Origin) -> [String] { file.map { [$0] } ?? [] }

  /// Takes the curve of the frame where none is given.
  public func resolved(for origin: Origin) throws(Failure) -> Decompand {
    var result = self
    if let curve {
      result.companding = try given(curve, origin)
    } else if let levels = origin.levels {
      result.companding = levels.companding
    } else {
      throw Failure(
        "nobody says how the codes are companded", at: .file(origin.file),
        remedy: "say curve and linearBits (--curve square-root --linearBits 12), or state "
          + "companding in the rig")
    }
    return result
  }

  private func given(
    _ curve: CompandingDescription.Kind, _ origin: Origin
  ) throws(Failure) -> Companding {
    if curve == .linear { return .linear }
    guard let linearBits else {
      throw Failure(
        "the curve \(curve.rawValue) has no length", at: .file(origin.file),
        remedy: "say how many bits a linear code has: linearBits: 12")
    }
    if curve == .squareRoot { return .squareRoot(linearBits: linearBits) }
    guard let file else {
      throw Failure(
        "the curve table has no file", at: .file(origin.file),
        remedy: "name the file of the table: file: companding.yaml")
    }
    let values = try origin.sideFiles.value(of: file, as: "companding") {
      bytes throws(Failure) in
      try Yaml.load(
        CompandingTable.self, text: Yaml.text(of: bytes, file: file), file: file
      ).values
    }
    guard (values.last ?? 0) < 1 << linearBits else {
      throw Failure(
        "the table ends beyond \(linearBits) bits", at: .file(file), remedy: "raise linearBits")
    }
    return .table(values.map { UInt16($0) }, linearBits: linearBits)
  }

  /// The codes behind the stage are linear.
  public func described(_ origin: Origin) -> Origin {
    var result = origin
    result.levels = origin.levels.map { linear($0) }
    return result
  }

  /// What the linear codes mean; black and white of companded frames are linear codes already.
  func linear(_ levels: Levels) -> Levels {
    guard let bits = (companding ?? levels.companding).linearBits else { return levels }
    guard levels.companding != .linear else { return .codes(bits: bits) }
    return Levels(blackPerSite: levels.black, white: levels.white, validBits: bits)
  }

  /// Looks codes up.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let curve = try codeCurve()
    return BandWork(size: size, halo: 0) { (frame: Frame<Mosaic>, rows) in
      let band = frame.band(rows)
      guard let curve = curve(band.properties.levels) else { return band }
      var properties = band.properties
      properties.levels = linear(properties.levels)
      return Frame<Mosaic>(
        curve.linear(band.samples), rows: rows, of: size, validity: band.validity,
        properties: properties)
    }
  }

  /// How the curve of codes follows from their levels: worked out once, nil where it is straight.
  ///
  /// - Throws: a failure when a table is not as long as there are codes.
  func codeCurve() throws(Failure) -> @Sendable (Levels) -> CodeCurve? {
    if case .table(let values, _) = companding, values.count & (values.count - 1) != 0 {
      throw Failure(
        "the table has \(values.count) entries, which is not one for each code",
        remedy: "give 2, 4, 8, … entries: one for each code of the file's bits")
    }
    let known = KnownCurve()
    return { [companding] levels in
      let companding = companding ?? levels.companding
      guard companding != .linear else { return nil }
      var bits = levels.validBits
      if case .table(let values, _) = companding { bits = values.count.trailingZeroBitCount }
      return known.curve(companding, bits: bits)
    }
  }
}

/// The curve that was worked out last.
private final class KnownCurve: Sendable {
  private let last: Mutex<(companding: Companding, bits: Int, curve: CodeCurve)?> = Mutex(nil)

  func curve(_ companding: Companding, bits: Int) -> CodeCurve {
    last.withLock { last in
      if let last, last.bits == bits, last.companding == companding { return last.curve }
      let curve = CodeCurve(companding, bits: bits)
      last = (companding, bits, curve)
      return curve
    }
  }
}
