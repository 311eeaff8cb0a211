import Kernels
import Pipeline
import Raster
import Rig
import TestSupport
import Testing

@testable import Stages

@Suite struct DebayerStageTests {
  let size = Size(64, 48)

  private func light(_ defects: [(x: Int, y: Int, Defects)], value: Float) -> Frame<Radiance> {
    let marks = Plane<UInt8>(size: size) { y, row in
      for x in row.indices {
        row[x] = defects.first { $0.x == x && $0.y == y }?.2.rawValue ?? 0
      }
    }
    let samples = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        let isBad = marks[x, y] != 0
        row[x] = isBad ? value : 0.25 + Float(x) / 512 + Float(y) / 1024
      }
    }
    return Frame(samples, validity: Validity(marks), properties: .init(pattern: .rggb))
  }

  private func run(
    _ method: Debayer.Method, _ frame: Frame<Radiance>, _ engine: Engine = .plain
  ) throws -> Frame<LinearRGB> {
    var stage = DebayerStage()
    stage.method = method
    return Frame(erased: try stage.applied(to: frame, engine: engine))
  }

  @Test(arguments: Debayer.Method.allCases)
  func deadPixelsAreMendedAndMarkedAndDoNotSpread(method: Debayer.Method) throws {
    let places = [(20, 20), (33, 21), (10, 30), (47, 13), (0, 0), (63, 47)]
    let dead = light(places.map { ($0.0, $0.1, .badPixel) }, value: 40)
    let color = try run(method, dead)
    #expect(color.validity.count(of: .badPixel) == places.count)
    for (x, y) in places { #expect(color.validity[x, y] == .badPixel) }
    // Forty times white would show everywhere around.
    for plane in color.samples.planes {
      for y in 0..<size.height {
        for x in 0..<size.width {
          let wanted = 0.25 + Float(x) / 512 + Float(y) / 1024
          #expect(abs(plane[x, y] - wanted) < 0.02, "\(plane[x, y]) at (\(x), \(y))")
        }
      }
    }
  }

  @Test func whatAPixelCannotSeeAroundItIsNoData() throws {
    // Rows 16 to 24 are lost but for one pixel, which sees no other colour.
    var lost: [(x: Int, y: Int, Defects)] = []
    for y in 16..<25 {
      for x in 0..<64 where (x, y) != (30, 20) { lost.append((x, y, .lost)) }
    }
    let color = try run(.adaptive, light(lost, value: 9))
    #expect(color.validity[30, 20] == .lost)
    #expect(color.validity.count(of: .lost) == 9 * 64)
    #expect(color.validity[12, 15].isEmpty && color.validity[12, 25].isEmpty)
    // The rows beside the gap look at the other side of it and at what was made up.
    for x in 8..<56 {
      for y in [13, 14, 15, 25, 26, 27] {
        let wanted = 0.25 + Float(x) / 512 + Float(y) / 1024
        #expect(abs(color.samples.green[x, y] - wanted) < 0.05)
      }
    }
  }

  @Test func saturatedPixelsAreMarkedWhereTheyAreAndWhereAColourWasOnlySeenSaturated() throws {
    let bright = light([(20, 20, .saturated)], value: 1)
    let color = try run(.malvar, bright)
    #expect(color.validity.count(of: .saturated) == 1)
    // The blue site between them saw no other red, nor did the green ones between each two.
    let corners = [(20, 20), (22, 20), (20, 22), (22, 22)].map { ($0.0, $0.1, Defects.saturated) }
    let around = try run(.malvar, light(corners, value: 1))
    #expect(around.validity[21, 21] == .saturated)
    #expect(around.validity[21, 20] == .saturated && around.validity[20, 21] == .saturated)
    #expect(around.validity.count(of: .saturated) == 9)
  }

  @Test(arguments: Debayer.Method.allCases, [1, 5, 16])
  func bandsWithGapsGiveTheBitsOfTheWhole(method: Debayer.Method, height: Int) throws {
    var lost: [(x: Int, y: Int, Defects)] = []
    for y in 14..<31 { for x in 5..<40 { lost.append((x, y, .lost)) } }
    let frame = light(lost + [(50, 3, .badPixel)], value: 7)
    let whole = try run(method, frame)
    let banded = try run(method, frame, .banded(threads: 2, bandHeight: height))
    #expect(whole.samples == banded.samples && whole.validity == banded.validity)
  }

  @Test func theNoiseOfTheRigIsTakenUnlessItIsGiven() throws {
    var camera = Camera()
    camera.sensor.gain = 5
    camera.sensor.readNoise = 20
    let levels = Levels(black: 95, white: 4095, validBits: 12)
    let origin = Origin(frameID: "f", file: "f.png", camera: camera, levels: levels)
    let resolved = try DebayerStage().resolved(for: origin)
    // Read noise of 4 codes and a twelfth of a code squared, of 4000.
    let noise = (16 + 1 / 12.0).squareRoot() / 4000
    #expect(((resolved.noise ?? 0) / noise - 1).magnitude < 1e-12 && resolved.electrons == 20000)
    #expect(resolved.balance == nil)
    camera.whiteBalance = [2, 1, 1.5]
    let balanced = try DebayerStage().resolved(
      for: Origin(frameID: "f", file: "f.png", camera: camera))
    #expect(balanced.balance == [2, 1, 1.5])
    var own = DebayerStage()
    own.noise = 0
    #expect(try own.resolved(for: origin).noise == 0)
    #expect(try own.resolved(for: origin).electrons == nil)
    #expect(try DebayerStage().resolved(for: Origin(frameID: "f", file: "f")).noise == nil)
  }
}
