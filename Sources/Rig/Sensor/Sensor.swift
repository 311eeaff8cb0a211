import Diagnostics
import Raster
import Settings

/// The sensor of a camera: its size, what its codes mean, and how noisy they are.
public struct Sensor: Configurable, Hashable {
  /// Columns.
  public var width = 1920
  /// Rows.
  public var height = 1080
  /// The colours of the first cell; nil for a sensor without colour filters.
  public var pattern: BayerPattern? = .rggb
  /// Low bits of a received code that carry information.
  public var validBits = 12
  /// Linear code of no light: one value, or four in the order of the cell's sites.
  public var black = [0.0]
  /// Linear code at which a pixel is saturated.
  public var white = 4095.0
  /// How received codes relate to linear ones.
  public var companding = CompandingDescription()
  /// Electrons per linear code.
  public var gain: Double?
  /// Electrons, one standard deviation.
  public var readNoise: Double?
  /// Electrons that a pixel holds.
  public var fullWell: Double?
  /// Pixel response non-uniformity: one standard deviation of the sensitivity, as a share.
  public var prnu: Double?
  /// Electrons per second without light.
  public var darkCurrent: Double?
  /// Electrons per second from a white surface in full sunlight.
  public var responsivity: Double?

  /// A placeholder; files must state what the codes mean.
  public init() {}

  /// The parameters.
  public static let table = Table<Sensor>([
    .integer("width", \.width, unit: "px", range: 1...32768, required: true, "Columns."),
    .integer("height", \.height, unit: "px", range: 1...32768, required: true, "Rows."),
    .value(
      "pattern", \.pattern, .filters, required: true,
      "Colours of the 2×2 cell in the top left corner, row by row; none without colour filters."),
    .integer(
      "validBits", \.validBits, unit: "bits", range: 1...16, required: true,
      "How many low bits of a received code carry information."),
    .value(
      "black", \.black, .one(of: .number(unit: "DN", range: 0...65535), orListOf: 4),
      required: true,
      "Linear code of no light: one value, or four for the sites of the cell, row by row."),
    .number(
      "white", \.white, unit: "DN", range: 1...65535, required: true,
      "Linear code at which a pixel is saturated."),
    .record(
      "companding", \.companding, "How received codes relate to linear ones."),
    .number(
      "gain", \.gain, unit: "e-/DN", above: 0, absent: "unknown", "Electrons per linear code."),
    .number(
      "readNoise", \.readNoise, unit: "e-", range: 0...(.infinity), absent: "unknown",
      "Read noise, one standard deviation."),
    .number(
      "fullWell", \.fullWell, unit: "e-", above: 0, absent: "unknown",
      "Electrons that a pixel holds."),
    .number(
      "prnu", \.prnu, unit: "1", range: 0...1, absent: "unknown",
      "Pixel response non-uniformity: standard deviation of the sensitivity, as a share."),
    .number(
      "darkCurrent", \.darkCurrent, unit: "e-/s", range: 0...(.infinity), absent: "unknown",
      "Electrons per second and pixel without light, mean over the sensor."),
    .number(
      "responsivity", \.responsivity, unit: "e-/s", above: 0, absent: "unknown",
      "Electrons per second in a green pixel on the optical axis that sees a white diffuser "
        + "facing the Sun at 1 au; for simulation and photometry."),
  ])

  /// Width and height.
  public var size: Size { Size(width, height) }
  /// Bits of a linear code: those of the companding, or the valid bits where there is none.
  public var linearBits: Int { companding.kind == .linear ? validBits : companding.linearBits }

  /// What the codes mean, as frames carry it.
  ///
  /// `black` and `white` are linear codes also where the received ones are companded.
  public var levels: Levels {
    let sites = black.count == 4 ? black : [Double](repeating: black.first ?? 0, count: 4)
    return Levels(
      blackPerSite: sites.map { Float($0) }, white: Float(white), validBits: validBits,
      companding: companding.raster)
  }

  /// The noise of the codes; nil while gain or read noise are unknown.
  public var noise: NoiseModel? {
    guard let gain, let readNoise else { return nil }
    return NoiseModel(
      gain: gain, readNoise: readNoise, prnu: prnu ?? 0, darkCurrent: darkCurrent ?? 0)
  }

  /// Black lies below white, and white is a code.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    companding.check(validBits: validBits, node, &findings)
    checkSites(node, &findings)
    if findings.areClean(node["black"], node["white"]), let darkest = black.max(),
      darkest >= white
    {
      findings.add(
        (node["black"] ?? node).diagnostic(
          "black \(darkest) does not lie below white \(white)",
          remedy: "give both in linear codes, black below white"))
    }
    let bits = linearBits
    guard findings.areClean(node["white"], node["validBits"], node["companding"]),
      white >= Double(1 << bits)
    else { return }
    findings.add(
      (node["white"] ?? node).diagnostic(
        "white \(white) is no code of \(bits) bits",
        remedy: "use at most \((1 << bits) - 1), or more bits"))
  }

  /// Without colour filters there is no cell with sites of its own.
  private func checkSites(_ node: YamlNode, _ findings: inout Findings) {
    guard pattern == nil, black.count > 1, findings.areClean(node["pattern"], node["black"]) else {
      return
    }
    findings.add(
      (node["black"] ?? node).diagnostic(
        "four values of black for the sites of a cell, and a sensor without colour filters",
        remedy: "write one value"))
  }
}
