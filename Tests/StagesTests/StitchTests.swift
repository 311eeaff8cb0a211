import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings
import TestSupport
import Testing

@testable import Stages

@Suite struct StitchTests {
  /// A soft random ground of display codes, seen from one place and from further to the right.
  private static let pair: [any AnyFrame] = {
    let ground = Plane<Float>.random(Size(260, 120), in: 0...1, seed: 30)
    let soft = GaussianFilter(Gaussian(sigma: 1.2)).applied(to: ground, in: FilterContext())
    return [0, 90].map { shift in
      Frame<DisplayGray>(
        .eight(
          Plane(size: Size(160, 100)) { y, row in
            for x in row.indices {
              row[x] = UInt8(max(0, min(255, (soft[x + shift, y + shift / 9] - 0.5) * 500 + 100)))
            }
          }), properties: .init(transfer: "srgb"))
    }
  }()

  @Test func unrelatedPicturesAreNotStitched() throws {
    let frames: [any AnyFrame] = (7...8).map { seed in
      Frame<LinearGray>(
        .random(Size(64, 32), in: 0...1, seed: seed), properties: LinearProperties())
    }
    #expect { try Stitch().process(frames, threads: 1) } throws: {
      "\($0)".contains("do not show the same")
    }
  }

  @Test func onePictureIsNotStitched() throws {
    #expect { try Stitch().process([Self.pair[0]], threads: 1) } throws: {
      "\($0)".contains("give 2 to 64 pictures")
    }
  }

  @Test func theIndexSaysWherePixelsComeFrom() throws {
    var stitch = Stitch()
    #expect(!stitch.outputs.contains { $0.name == "index" })
    stitch.index = true
    #expect(stitch.outputs.contains { $0.name == "index" })
    let result = try stitch.process(Self.pair, threads: 2)
    let mosaic = try #require(result["frame"])
    let index = Frame<FrameIndex>(erased: try #require(result["index"]))
    #expect(index.size == mosaic.size && index.properties.parts == 8)
    var counts = [0, 0, 0]
    for y in 0..<index.size.height {
      for x in 0..<index.size.width {
        let frame = Int(index.samples.frames[x, y])
        counts[frame] += 1
        #expect((frame == 0) == mosaic.validity[x, y].contains(.outside))
        let corner = frame == 1 ? (x: 0, y: 0) : (x: 90, y: 10)
        guard frame > 0 else { continue }
        #expect((Int(index.samples.columns[x, y]) - 8 * (x - corner.x)).magnitude <= 2)
        #expect((Int(index.samples.rows[x, y]) - 8 * (y - corner.y)).magnitude <= 2)
      }
    }
    #expect(counts.allSatisfy { $0 > 1000 }, "\(counts)")
  }

  @Test func codesOfAMosaicAreAtLeastOneWhereThereIsSomething() throws {
    let result = try Stitch().process(Self.pair, threads: 2)
    let mosaic = Frame<DisplayGray>(erased: try #require(result["frame"]))
    guard case .eight(let plane) = mosaic.samples else {
      Issue.record("not 8 bits")
      return
    }
    #expect((250...252).contains(plane.width) && (110...112).contains(plane.height))
    var empty = 0
    for y in 0..<plane.height {
      for x in 0..<plane.width {
        #expect((plane[x, y] == 0) == !mosaic.validity[x, y].isEmpty)
        if plane[x, y] == 0 { empty += 1 }
      }
    }
    #expect(empty > 1000)
  }

  @Test func theReportSaysHowThePicturesLie() throws {
    let report = try #require(try Stitch().process(Self.pair, threads: 2)["report"])
    let json = try Frame<Report>(erased: report).json
    let rows = json["homographyBtoA"]?.elements?.map {
      $0.elements?.compactMap(\.doubleValue) ?? []
    }
    let wanted: [[Double]] = [[1, 0, 90], [0, 1, 10], [0, 0, 1]]
    let found = try #require(rows)
    try #require(found.map(\.count) == [3, 3, 3])
    for (row, line) in wanted.enumerated() {
      for (column, number) in line.enumerated() {
        let tolerance = column == 2 ? 0.2 : 0.005
        #expect((found[row][column] - number).magnitude < tolerance, "\(found)")
      }
    }
    #expect(found[2][2] == 1)
    let places = json["frames"]?.elements ?? []
    #expect(places.count == 2 && places[1]["frame"]?.text == "\"picture 2\"")
    #expect(places[1]["toMosaic"] == json["homographyBtoA"])
    let link = try #require(json["links"]?.elements?.first)
    let counts = ["matches", "inPlane"].compactMap { link[$0]?.integerValue }
    #expect(counts.count == 2 && counts[0] >= counts[1] && counts[1] > 20)
    #expect(try #require(link["correlation"]?.doubleValue) > 0.99)
    let exposures = places.compactMap { $0["exposures"]?.elements?.first?.doubleValue }
    #expect(exposures.count == 2 && exposures.allSatisfy { ($0 - 1).magnitude < 0.05 })
  }
}
