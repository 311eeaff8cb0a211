import Albedo
import Foundation
import TestSupport
import Testing

/// Frames of real cameras, where they lie beside the repository.
@Suite(.enabled(if: Files.isFolder(Places.realData)))
struct RealFrameTests {
  let folder = TemporaryFolder()
  static let bayer = Places.realData + "/raw_bayer/"
  static let mars =
    Places.realData + "/raw_rover/ZL0_0038_0670307360_057ECM_N0031392ZCAM08007_1100LUJ.png"
  static let chart = bayer + "openisp_test_1920x1080_10bit_in_16LE_RGGB.RAW"
  static let rose = bayer + "mushfiqul_DSC_1339_768x512_16bitLE_rggb.raw"
  static let roseBGGR = bayer + "mushfiqul_DSC_1339_768x512_16bitLE_bggr.raw"

  /// The mean of each channel over a rectangle.
  func means(_ path: String, _ region: Region) throws -> [Double] {
    let picture = try Codec.decode(try Files.read(path), file: path)
    return (0..<3).map { channel in
      var sum = 0
      for y in region.rows {
        for x in region.columns { sum += picture.code(channel, x, y) }
      }
      return Double(sum) / Double(region.size.area)
    }
  }

  @Test func marsIsButterscotch() throws {
    let output = folder.path + "/mars.png"
    let result = try Program.run(
      "apply", "debayer", Self.mars, "-o", output, "--cfa", "RGGB", "--mosaic-from-rgb")
    #expect(result.status == 0, "\(result.talk)")
    let slope = try means(output, Region(x: 500, y: 100, width: 400, height: 150))
    #expect(slope[0] > 1.1 * slope[1] && slope[1] > 1.2 * slope[2], "\(slope)")
  }

  /// The balance and the matrix of a real camera bring the patches of a chart near what they are.
  @Test func aChartInARealFrameGivesItsCameraColours() throws {
    let result = try Program.run(
      "rig", "colors", Self.bayer + "infinite_isp_Indoor1_2592x1536_8bit_GRBG.raw", "--raw",
      "2592x1536:u8", "--cfa", "GRBG", "--black", "12", "--white", "255", "--json", "--corners",
      "630,1180", "1058,1184", "1060,1442", "635,1430")
    #expect(result.status == 0, "\(result.talk)")
    let report = try JSONValue.parse(result.output)
    #expect(try #require(report["meanDifference"]?.doubleValue) < 4.5)
    #expect(try #require(report["meanDifferenceWithoutMatrix"]?.doubleValue) > 15)
    #expect(report["whiteBalance"]?.elements?.count == 3)
  }

  @Test func theDownlinkOfTheGuideIsDeveloped() throws {
    let page = try String(
      contentsOfFile: Places.package + "/Documentation/Guides/RealFrames.md", encoding: .utf8)
    for name in ["rig.yaml", "downlink.yaml"] {
      let start = try #require(page.range(of: "```yaml\n# \(name)\n"))
      let end = try #require(page.range(of: "\n```", range: start.upperBound..<page.endIndex))
      try folder.write(String(page[start.upperBound..<end.lowerBound]), to: "borrowed/" + name)
    }
    let files = [
      "mars.png": Self.mars, "chart.raw": Self.chart, "rose.raw": Self.rose,
      "rose-bggr.raw": Self.roseBGGR,
    ]
    for (name, source) in files {
      try folder.write(Data(contentsOf: URL(filePath: source)), to: "borrowed/" + name)
    }
    let output = folder.path + "/out"
    for pipeline in ["quicklook", "firstlook"] {
      let result = try Program.run(
        "run", Places.package + "/Pipelines/\(pipeline).yaml", folder.path + "/borrowed", "-o",
        output)
      #expect(result.status == 0, "\(result.talk)")
    }
    let rose = try means(
      output + "/borrowed-frames/rose/firstlook.jpg",
      Region(x: 350, y: 250, width: 60, height: 60))
    #expect(rose[0] > 1.3 * rose[1] && rose[0] > 1.3 * rose[2], "\(rose)")
    let mars = try means(
      output + "/borrowed-frames/mars/firstlook.jpg",
      Region(x: 500, y: 100, width: 400, height: 150))
    #expect(mars[0] > 1.1 * mars[1] && mars[1] > 1.2 * mars[2], "\(mars)")
  }

  @Test(arguments: ["bilinear", "malvar", "menon", "lmmse", "adaptive"], [(1, 0), (0, 1), (1, 1)])
  func shiftingTheOriginGivesTheOtherPhasesWithTheSameInterior(
    method: String, shift: (x: Int, y: Int)
  ) throws {
    let codes = try RawCodec.decode(
      try Files.read(Self.chart), layout: try RawLayout(parsing: "1920x1080:u10le"),
      file: Self.chart)
    guard case .u16(let planes) = codes.samples else { return }
    var stage = DebayerStage()
    stage.method = try #require(Debayer.Method(rawValue: method))
    func color(_ region: Region) throws -> RGBPlanes<Float> {
      let codes = planes[0].view(region)
      let mosaic = Frame<Mosaic>(
        codes,
        properties: .init(
          pattern: BayerPattern.rggb.shifted(x: region.x, y: region.y), levels: .codes(bits: 10)))
      let light = try BlackLevel().applied(to: mosaic, engine: .fast(threads: 2))
      return Frame<LinearRGB>(erased: try stage.applied(to: light, engine: .fast(threads: 2)))
        .samples
    }
    let whole = try color(Region(x: 0, y: 0, width: 1920, height: 1080))
    let (dx, dy) = shift
    let part = try color(Region(x: dx, y: dy, width: 1920 - dx, height: 1080 - dy))
    let edge = stage.method.radius
    let (width, height) = (1919 - 2 * edge, 1079 - 2 * edge)
    let inner = Region(x: edge, y: edge, width: width, height: height)
    let same = Region(x: edge + dx, y: edge + dy, width: width, height: height)
    #expect(part.view(inner) == whole.view(same))
  }

  @Test func theRoseInTwoPhasesIsTheSameRose() throws {
    for (name, file, cfa) in [("a", Self.rose, "RGGB"), ("b", Self.roseBGGR, "BGGR")] {
      let result = try Program.run(
        "apply", "debayer", file, "-o", folder.path + "/\(name).png", "--raw", "768x512:u14le",
        "--cfa", cfa)
      #expect(result.status == 0, "\(result.talk)")
    }
    let region = Region(x: 100, y: 100, width: 500, height: 300)
    let (a, b) = (
      try means(folder.path + "/a.png", region), try means(folder.path + "/b.png", region)
    )
    for (left, right) in zip(a, b) { #expect(abs(left - right) < 0.01 * left, "\(a) \(b)") }
  }
}
