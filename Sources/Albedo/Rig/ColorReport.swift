import Diagnostics
import Files
import Pipeline
import Raster
import Rig
import Settings
import Stages

/// The white balance and colour matrix of a camera, measured with a picture of a chart.
public struct ColorReport: Sendable {
  /// The chart.
  public let chart: ColorChart
  /// Balance, matrix, and how well they fit.
  public let fit: ColorFit
  private let path: String

  /// Measures a picture.
  ///
  /// - Parameters:
  ///   - path: a mosaic of linear codes.
  ///   - declaration: colours, levels and layout of the file.
  ///   - chartFile: the chart, a YAML file; the common one of 24 patches when nil.
  ///   - corners: the middles of the patches in the corners, in pixels, clockwise from the first.
  /// - Throws: a failure when the file is no mosaic, or the chart does not stand there.
  public init(
    path: String, declaration: PictureDeclaration, chartFile: String?, corners: [ImagePoint]
  ) throws(Failure) {
    self.path = path
    chart = try chartFile.map(Self.chart) ?? ColorChart()
    let bytes = try Files.read(path)
    let codes = try PictureReading(reader: "rig colors", declaration: declaration)
      .mosaic(bytes, path)
    let light = try BlackLevel().applied(to: codes, engine: .plain)
    guard corners.count == 4, let placement = ChartPlacement(chart, corners: corners) else {
      throw Failure(
        "the corners do not span a chart", at: .argument("--corners"),
        remedy: "give the middles of the four corner patches, clockwise: 120,80 640,95 …",
        category: .usage)
    }
    let means = placement.means(of: Frame(erased: light))
    guard let fit = ColorFit(means, chart: chart) else {
      throw Failure(
        "\(means.compactMap { $0 }.count) of \(means.count) patches can be measured: too few, or "
          + "none of them grey", at: .file(path),
        remedy: "check the corners, and take the picture without saturated patches")
    }
    self.fit = fit
  }

  private static func chart(_ path: String) throws(Failure) -> ColorChart {
    let bytes = try Files.read(path, limit: Yaml.sizeLimit)
    var findings = Findings()
    let document = Yaml.load(
      ColorChart.self, text: try Yaml.text(of: bytes, file: path), file: path, &findings)
    try findings.throwIfAny()
    return document?.value ?? ColorChart()
  }

  /// Five digits, as many as a chart can tell.
  private static func rounded(_ number: Double) -> Double { (number * 1e5).rounded() / 1e5 }

  private var balance: [Double] {
    let gains = fit.whiteBalance
    return [gains.x, gains.y, gains.z].map(Self.rounded)
  }

  private var matrix: [Double] {
    let (a, b, c) = fit.matrix.rows
    return [a, b, c].flatMap { [$0.x, $0.y, $0.z] }.map(Self.rounded)
  }

  /// Lines for the camera in `rig.yaml`, and how well they fit as comments.
  public var text: String {
    let measured = fit.differences.compactMap { $0 }
    let worst = fit.differences.indices.max {
      (fit.differences[$0] ?? -1) < (fit.differences[$1] ?? -1)
    }
    var lines = [
      "whiteBalance: [\(balance.map { "\($0)" }.joined(separator: ", "))]",
      "colorMatrix: [\(matrix.map { "\($0)" }.joined(separator: ", "))]",
      "# \(chart.name): \(measured.count) of \(fit.differences.count) patches, ΔE*ab "
        + "\(Self.oneDigit(fit.mean)) on average, \(Self.oneDigit(fit.meanBefore)) without the "
        + "matrix",
    ]
    if let worst, let difference = fit.differences[worst] {
      lines.append(
        "# worst: \(Self.oneDigit(difference)) at row \(worst / chart.columns + 1), column "
          + "\(worst % chart.columns + 1)")
    }
    return lines.joined(separator: "\n")
  }

  private static func oneDigit(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }

  /// The same for programs.
  public var json: JSONValue {
    .object([
      ("type", "colors"), ("file", .string(path)), ("chart", .string(chart.name)),
      ("whiteBalance", .array(balance.map { .number($0) })),
      ("colorMatrix", .array(matrix.map { .number($0) })),
      ("meanDifference", .number(Self.rounded(fit.mean))),
      ("meanDifferenceWithoutMatrix", .number(Self.rounded(fit.meanBefore))),
      (
        "differences",
        .array(fit.differences.map { $0.map { .number(Self.rounded($0)) } ?? .null })
      ),
    ])
  }
}
