import Foundation
import Pipeline
import Raster
import TestSupport
import Testing

@testable import Stages

@Suite struct ToneTests {
  func codes(_ stage: Tone, _ light: [Float]) throws -> [Int] {
    let plane = Plane<Float>(size: Size(light.count, 1)) { _, row in
      for x in row.indices { row[x] = light[x] }
    }
    let frame = Frame<LinearRGB>(
      RGBPlanes(red: plane, green: plane, blue: plane), properties: LinearProperties())
    let result = Frame<DisplayRGB>(erased: try stage.applied(to: frame, engine: .plain))
    return light.indices.map { x in
      switch result.samples {
      case .eight(let planes): Int(planes.green[x, 0])
      case .sixteen(let planes): Int(planes.green[x, 0])
      }
    }
  }

  /// Light without colours gets the codes of a colour, by every curve.
  @Test func greyLightBecomesTheCodesOfOneColour() throws {
    let plane = Plane<Float>.random(Size(37, 21), in: -0.1...1.2, seed: 5)
    let defects = Plane<UInt8>(size: plane.size) { y, row in
      for x in row.indices { row[x] = (x + y) % 19 == 0 ? Defects.lost.rawValue : 0 }
    }
    let gray = Frame<LinearGray>(
      plane, validity: Validity(defects), properties: LinearProperties())
    let color = Frame<LinearRGB>(
      RGBPlanes(red: plane, green: plane, blue: plane), validity: Validity(defects),
      properties: LinearProperties())
    for (_, stage) in Tone.benchmarks {
      let result = Frame<DisplayGray>(erased: try stage.applied(to: gray, engine: .plain))
      let wanted = Frame<DisplayRGB>(erased: try stage.applied(to: color, engine: .plain))
      switch (result.samples, wanted.samples) {
      case (.eight(let codes), .eight(let planes)): #expect(codes == planes.red)
      case (.sixteen(let codes), .sixteen(let planes)): #expect(codes == planes.red)
      default: Issue.record("another depth")
      }
      #expect(result.properties == wanted.properties)
      #expect(result.validity.count(of: .lost) == wanted.validity.count(of: .lost))
    }
  }

  static let steps = (0...500).map { Float($0) / 500 }

  @Test func sRGBIsThatOfTheStandard() throws {
    var stage = Tone()
    for (depth, full, tolerance) in [(8, 255.0, 1.0), (16, 65535.0, 1.5)] {
      stage.depth = depth
      for (light, code) in zip(Self.steps, try codes(stage, Self.steps)) {
        let v = Double(light)
        let expected = v <= 0.003_130_8 ? 12.92 * v : 1.055 * pow(v, 1 / 2.4) - 0.055
        #expect(abs(Double(code) - expected * full) <= tolerance, "\(depth) bits at \(light)")
      }
    }
  }

  @Test func everyCurveRisesFromBlackToWhite() throws {
    for curve in Tone.Curve.allCases where curve != .stretch {
      for depth in [8, 16] {
        var stage = Tone()
        (stage.curve, stage.depth) = (curve, depth)
        let codes = try codes(stage, Self.steps)
        #expect(codes.first == 0 && codes.last == (1 << depth) - 1)
        #expect(zip(codes, codes.dropFirst()).allSatisfy { $0 <= $1 })
      }
    }
  }

  @Test func exposureIsInStops() throws {
    var stage = Tone()
    stage.curve = .linear
    stage.exposure = 1
    #expect(try codes(stage, [0.25, 0.5, 0.9]) == [128, 255, 255])
  }

  @Test func aStretchFillsTheRangeOfADarkPicture() throws {
    var stage = Tone()
    stage.curve = .stretch
    let dark = Self.steps.map { $0 * 0.01 + 0.02 }
    let codes = try codes(stage, dark)
    #expect(codes.first == 0 && codes.last == 255)
    #expect(Set(codes).count > 60)
  }

  @Test func pixelsThatAreNoDataDoNotCountForTheStretch() throws {
    let size = Size(64, 64)
    let plane = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = y < 8 ? 3 : Float(x) / 640 }
    }
    let lost = Plane<UInt8>(size: size) { y, row in
      for x in row.indices { row[x] = y < 8 ? Defects.lost.rawValue : 0 }
    }
    let frame = Frame<LinearRGB>(
      RGBPlanes(red: plane, green: plane, blue: plane), validity: Validity(lost),
      properties: LinearProperties())
    let range = LightRange(of: frame, blackShare: 0.001, whiteShare: 0.002)
    #expect(range.white < 0.11)
  }
}
