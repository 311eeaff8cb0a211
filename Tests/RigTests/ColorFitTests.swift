import Diagnostics
import Raster
import Settings
import TestSupport
import Testing

@testable import Rig

@Suite struct ColorFitTests {
  /// Published pairs of L*a*b* under D50 and linear sRGB (Lindbloom's calculator).
  @Test func knownColoursHaveTheirLab() {
    let white = LabColor(linearSRGB: Vector3(1, 1, 1))
    #expect(white.difference(from: LabColor(100, 0, 0)) < 0.01)
    let red = LabColor(linearSRGB: Vector3(1, 0, 0))
    #expect(red.difference(from: LabColor(54.29, 80.81, 69.89)) < 0.02, "\(red)")
    let dark = LabColor(linearSRGB: Vector3(0.002, 0.002, 0.002))
    #expect(dark.difference(from: LabColor(1.8066, 0, 0)) < 0.001, "\(dark)")
    for color in ColorChart().patches {
      #expect(LabColor(linearSRGB: color.linearSRGB).difference(from: color) < 1e-3)
    }
  }

  private static let camera = Matrix3(
    Vector3(0.6, 0.3, 0.1), Vector3(0.2, 0.7, 0.1), Vector3(0.05, 0.25, 0.7))
  private static let filters = Vector3(0.5, 0.9, 0.6)

  /// What a camera with known filters sees of a chart.
  private var seen: [Vector3?] {
    ColorChart().patches.map { patch in
      let light = Self.camera * patch.linearSRGB
      return Vector3(light.x * Self.filters.x, light.y * Self.filters.y, light.z * Self.filters.z)
        * 0.4
    }
  }

  @Test func aCameraOfKnownFiltersIsUndone() throws {
    let fit = try #require(ColorFit(seen, chart: ColorChart()))
    #expect(fit.mean < 0.8, "\(fit.mean)")
    #expect(fit.meanBefore > 10)
    #expect((fit.whiteBalance.x / (0.9 / 0.5) - 1).magnitude < 0.01)
    #expect((fit.whiteBalance.z / (0.9 / 0.6) - 1).magnitude < 0.01)
    let neutral = fit.matrix * Vector3(1, 1, 1)
    for light in [neutral.x, neutral.y, neutral.z] { #expect((light - 1).magnitude < 1e-12) }
    let found = fit.matrix * (Self.camera * Vector3(0.5, 0.3, 0.1))
    #expect((found - Vector3(0.5, 0.3, 0.1)).length < 0.005, "\(found)")
  }

  @Test func tooFewPatchesAreNoFit() {
    var few = seen
    for patch in 7..<24 { few[patch] = nil }
    #expect(ColorFit(few, chart: ColorChart()) == nil)
    var noGrey = seen
    for patch in 18..<24 { noGrey[patch] = nil }
    #expect(ColorFit(noGrey, chart: ColorChart()) == nil)
  }

  /// A chart seen at an angle: each patch gives its own light and nothing of its neighbours.
  @Test func patchesAreFoundAtAnAngle() throws {
    let chart = ColorChart()
    let corners = [
      ImagePoint(40, 40), ImagePoint(260, 70), ImagePoint(240, 190), ImagePoint(60, 200),
    ]
    let placement = try #require(ChartPlacement(chart, corners: corners))
    for (index, corner) in [(0.0, 0.0), (5, 0), (5, 3), (0, 3)].enumerated() {
      let point = placement.point(corner.0, corner.1)
      #expect((point.x - corners[index].x).magnitude < 1e-9)
      #expect((point.y - corners[index].y).magnitude < 1e-9)
    }
    let size = Size(300, 240)
    var light = PlaneBuilder<Float>(size: size, repeating: 7)
    for patch in 0..<24 {
      for step in 0..<10000 {
        let (i, j) = (Double(step % 100) / 100 - 0.49, Double(step / 100) / 100 - 0.49)
        let point = placement.point(Double(patch % 6) + 0.8 * i, Double(patch / 6) + 0.8 * j)
        let (x, y) = (Int(point.x.rounded()), Int(point.y.rounded()))
        let color = BayerPattern.grbg.color(x: x, y: y)
        light[x, y] = Float(patch) / 100 + Float(color.rawValue)
      }
    }
    let marks = Plane<UInt8>(size: size) { y, row in
      for x in row.indices { row[x] = y > 150 && x > 200 ? Defects.saturated.rawValue : 0 }
    }
    let frame = Frame<Radiance>(
      light.finish(), validity: Validity(marks), properties: .init(pattern: .grbg))
    let means = placement.means(of: frame)
    for (patch, mean) in means.enumerated() {
      if patch == 23 {
        #expect(mean == nil)
        continue
      }
      let share = Double(patch) / 100
      guard let mean else { continue }
      #expect((mean - Vector3(share, 1 + share, 2 + share)).length < 1e-5, "\(patch) \(mean)")
    }
    #expect(means.filter { $0 == nil }.count < 5)
    let line = [ImagePoint(0, 0), ImagePoint(1, 0), ImagePoint(2, 0), ImagePoint(3, 0)]
    #expect(ChartPlacement(chart, corners: line) == nil)
  }

  @Test func aChartFileIsReadAndHeldToItsRows() throws {
    var findings = Findings()
    let rows = (0..<4).map { "  - [\(20 * $0 + 10), 0, \($0)]\n" }.joined()
    let text = "version: 1\nname: four\ncolumns: 2\npatches:\n" + rows
    let document = Yaml.load(ColorChart.self, text: text, file: "c.yaml", &findings)
    #expect(findings.isEmpty && document?.value.rows == 2)
    #expect(document?.value.patches[3] == LabColor(70, 0, 3))
    _ = Yaml.load(
      ColorChart.self, text: text + "  - [1, 2, 3]\n", file: "c.yaml", &findings)
    #expect {
      try findings.throwIfAny()
    } throws: { "\($0)".contains("5 patches do not fill") && "\($0)".contains("c.yaml:5") }
  }
}
