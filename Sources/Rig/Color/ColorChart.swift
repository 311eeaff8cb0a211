import Diagnostics
import Settings

/// A chart of colour patches of known colours, in rows.
public struct ColorChart: ConfigurationFile, Hashable {
  /// Its name.
  public var name = "classic24"
  /// Patches in a row.
  public var columns = 6
  /// Their colours, row by row.
  public var patches: [LabColor] = classic

  /// The common chart of 24 patches (ColorChecker Classic, of before November 2014).
  public init() {}

  /// `chart`.
  public static let kind = "chart"
  /// What such a file says.
  public static let summary = "The colours of a chart's patches."
  /// The parameters.
  public static let table = Table<ColorChart>([
    .value("name", \.name, .identifier, required: true, "Name of the chart."),
    .integer("columns", \.columns, range: 2...100, required: true, "Patches in a row."),
    .value(
      "patches", \.patches,
      .list(
        of: ValueKind<[Double]>.list(of: .number(range: -200...200), count: 3...3)
          .mapped({ LabColor($0[0], $0[1], $0[2]) }, back: { [$0.l, $0.a, $0.b] })),
      required: true, "CIE L*a*b* under D50 of each patch, row by row from the top left."),
  ])

  /// Rows are full, and there are two at least.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    guard let list = node["patches"], findings.areClean(list, node["columns"]),
      patches.count % columns != 0 || patches.count < 2 * columns
    else { return }
    findings.add(
      list.diagnostic(
        "\(patches.count) patches do not fill two rows of \(columns) or more",
        remedy: "list every patch of the chart, row by row"))
  }

  /// Rows of patches.
  public var rows: Int { patches.count / columns }

  /// Whether a patch has no colour, and enough light to tell.
  func isNeutral(_ patch: Int) -> Bool {
    let color = patches[patch]
    return color.l > 30 && (color.a * color.a + color.b * color.b) < 9
  }

  /// Source: X-Rite, "Colorimetric values for ColorChecker family of targets", formulation of
  /// before November 2014, D50, 2°.
  private static let classic = [
    LabColor(37.986, 13.555, 14.059), LabColor(65.711, 18.130, 17.810),
    LabColor(49.927, -4.880, -21.925), LabColor(43.139, -13.095, 21.905),
    LabColor(55.112, 8.844, -25.399), LabColor(70.719, -33.397, -0.199),
    LabColor(62.661, 36.067, 57.096), LabColor(40.020, 10.410, -45.964),
    LabColor(51.124, 48.239, 16.248), LabColor(30.325, 22.976, -21.587),
    LabColor(72.532, -23.709, 57.255), LabColor(71.941, 19.363, 67.857),
    LabColor(28.778, 14.179, -50.297), LabColor(55.261, -38.342, 31.370),
    LabColor(42.101, 53.378, 28.190), LabColor(81.733, 4.039, 79.819),
    LabColor(51.935, 49.986, -14.574), LabColor(51.038, -28.631, -28.638),
    LabColor(96.539, -0.425, 1.186), LabColor(81.257, -0.638, -0.335),
    LabColor(66.766, -0.734, -0.504), LabColor(50.867, -0.153, -0.270),
    LabColor(35.656, -0.421, -1.231), LabColor(20.461, -0.079, -0.973),
  ]
}
