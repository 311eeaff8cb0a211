import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings
import TestSupport
import Testing

@testable import Stages

@Suite struct StereoStageTests {
  let size = Size(64, 32)

  func light(_ seed: UInt64, _ size: Size? = nil, lost: [(x: Int, y: Int)] = [])
    -> Frame<LinearRGB>
  {
    let size = size ?? self.size
    return Frame<LinearRGB>(
      RGBPlanes(planes: (0..<3).map { Plane<Float>.random(size, seed: 3 * seed + UInt64($0)) }),
      validity: Validity(allValid: size).marking(lost, .lost), properties: LinearProperties())
  }

  /// Stages with settings that do not go together, where that stands and what is said.
  private static let refused: [(yaml: String, stage: any Stage.Type, complaint: String)] = [
    (
      "disparities: 40\nwindow: 8", Match.self, "stage.yaml:2:9"
    ),
    ("smallStep: 30", Match.self, "smallStep 30, leastLargeStep 18, largeStep 80 do not grow"),
    ("{low: 3, high: 2}", ColorCode.self, "the colours begin at 3.0 and end at 2.0"),
    ("{logarithmic: true, low: 0}", ColorCode.self, "ratios cannot begin at 0.0"),
    ("plane: [0, 0, 0, 1]", Triangulate.self, "has no direction"),
  ]

  @Test(arguments: refused.indices) func whatDoesNotGoTogetherIsRefused(number: Int) throws {
    func complaints<S: Stage>(_ type: S.Type, _ node: YamlNode) -> String {
      var findings = Findings()
      if let stage = type.table.decode(node, &findings) { stage.check(node, &findings) }
      return findings.diagnostics.map { "\($0)" }.joined()
    }
    let (yaml, stage, complaint) = Self.refused[number]
    let said = complaints(stage, try Yaml.parse(text: yaml, file: "stage.yaml"))
    #expect(said.contains(complaint), "\(said)")
  }

  // MARK: - match

  @Test(arguments: Match.Method.allCases)
  func aShiftIsFoundByEveryMethodAndMissingPixelsAreNot(method: Match.Method) throws {
    let lost = (20..<26).flatMap { x in (10..<16).map { (x: x, y: $0) } }
    let right = light(1, lost: [])
    let left = Frame<LinearRGB>(
      RGBPlanes(
        planes: right.samples.planes.map { plane in
          Plane<Float>(size: size) { y, row in
            for x in row.indices { row[x] = plane[max(0, x - 5), y] }
          }
        }), validity: Validity(allValid: size).marking(lost, .lost), properties: right.properties)
    var stage = Match()
    (stage.method, stage.disparities, stage.speckle) = (method, 16, 0)
    for dense in [false, true] {
      stage.dense = dense
      let found = try stage.process(["left": left, "right": right], threads: 2)
      let disparity = Frame<Disparity>(erased: try #require(found["disparity"]))
      let deviation = Frame<Disparity>(erased: try #require(found["deviation"]))
      #expect((disparity.samples[40, 20] - 5).magnitude < 0.1)
      #expect(disparity.validity[40, 20].isEmpty && deviation.samples[40, 20] < 1)
      for (x, y) in lost {
        #expect(disparity.validity[x, y] == [.lost, .unmatched])
        #expect(deviation.samples[x, y] == .infinity)
        #expect((disparity.samples[x, y] < .infinity) == dense)
      }
    }
  }

  @Test func picturesOfTwoSizesOrKindsAreRefused() throws {
    #expect {
      try Match().process(["left": light(1), "right": light(2, Size(60, 32))], threads: 1)
    } throws: { "\($0)".contains("64×32, the right one 60×32") }
    let codes = Frame<DisplayGray>(
      .eight(Plane(size: size, repeating: 9)), properties: .init(transfer: "none"))
    #expect {
      try Match().process(["left": light(1), "right": codes], threads: 1)
    } throws: { "\($0)".contains("LinearRGB, the right one DisplayGray") }
  }

  @Test(arguments: ["triangulate", "normals"])
  func withoutTwoCamerasThereIsNoSpace(name: String) throws {
    let type = try #require(StageCatalogue.standard[name])
    let origin = Origin(frameID: "f", file: "f.png", camera: nil)
    #expect {
      _ = try type.init().resolved(forEach: ["disparity": origin, "deviation": origin])
    } throws: { "\($0)".contains("put rectify before match") }
  }

  // MARK: - anaglyph

  @Test(arguments: AnaglyphStage.Method.allCases)
  func bothEyesAreInOnePicture(method: AnaglyphStage.Method) throws {
    let (left, right) = (light(4, lost: [(3, 4)]), light(5, lost: [(6, 7)]))
    var stage = AnaglyphStage()
    stage.method = method
    let result = try stage.process(["left": left, "right": right], threads: 1)
    let frame = Frame<LinearRGB>(erased: try #require(result["frame"]))
    #expect(frame.validity.invalidCount == 2 && frame.validity[6, 7] == .lost)
    let (l, r) = (left.samples, right.samples)
    let luma = 0.299 * l.red[9, 9] + 0.587 * l.green[9, 9] + 0.114 * l.blue[9, 9]
    switch method {
    case .color: #expect(frame.samples.red[9, 9] == l.red[9, 9])
    case .halfColor, .gray: #expect((frame.samples.red[9, 9] - luma).magnitude < 1e-6)
    case .dubois: #expect((frame.samples.red[9, 9] - luma).magnitude < 0.5)
    }
    if method == .color || method == .halfColor {
      #expect(frame.samples.green[9, 9] == r.green[9, 9])
      #expect(frame.samples.blue[9, 9] == r.blue[9, 9])
    }
  }

  /// White to both eyes is white, whatever the method.
  @Test(arguments: AnaglyphStage.Method.allCases)
  func whiteStaysWhite(method: AnaglyphStage.Method) {
    var stage = AnaglyphStage()
    stage.method = method
    for shares in stage.shares { #expect((shares.reduce(0, +) - 1).magnitude < 0.01) }
  }

  // MARK: - color-code

  /// Depths 1, 2, … along a row; the last column is unknown, the one before it lost.
  var depths: Frame<Depth> {
    let numbers = Plane<Float>(size: size) { _, row in
      for x in row.indices { row[x] = x == size.width - 1 ? .infinity : Float(x + 1) }
    }
    let lost = (0..<size.height).map { (x: size.width - 2, y: $0) }
    return Frame<Depth>(
      numbers, validity: Validity(allValid: size).marking(lost, .lost), properties: .init())
  }

  func coded(_ stage: ColorCode, _ frame: any AnyFrame) throws -> RGBPlanes<UInt8> {
    let result = try stage.process(["frame": frame], threads: 1)
    guard case .eight(let planes) = Frame<DisplayRGB>(erased: try #require(result["frame"])).samples
    else { throw Failure("not 8 bits") }
    return planes
  }

  @Test(arguments: ColorScale.allCases)
  func whatIsNotKnownIsBlackAndNothingElse(scale: ColorScale) throws {
    var stage = ColorCode()
    stage.scale = scale
    let planes = try coded(stage, depths)
    for x in 0..<size.width {
      let sum = planes.planes.map { Int($0[x, 3]) }.reduce(0, +)
      #expect((sum == 0) == (x >= size.width - 2), "column \(x)")
    }
    #expect(Set(scale.colors).count > 200 && !scale.colors.contains(SIMD3(0, 0, 0)))
  }

  @Test func theScaleBeginsAndEndsWhereItIsTold() throws {
    var stage = ColorCode()
    (stage.scale, stage.low, stage.high) = (.gray, 10, 50)
    let grey = try coded(stage, depths).red
    #expect(grey[0, 0] == grey[9, 0] && grey[9, 0] == 31 && grey[10, 0] > grey[9, 0])
    #expect(grey[49, 0] == 255 && grey[60, 0] == 255 && grey[48, 0] < 255)
    #expect(abs(Int(grey[29, 0]) - 143) <= 1)
    stage.logarithmic = true
    let ratios = try coded(stage, depths).red
    // The square root of 10 · 50 is 22.4.
    #expect(ratios[21, 0] < 143 && ratios[22, 0] >= 143)
  }

  @Test func linesStandAtMultiples() throws {
    var stage = ColorCode()
    (stage.scale, stage.low, stage.high) = (.gray, 1, 62)
    let plain = try coded(stage, depths).red
    stage.contour = 10
    let lined = try coded(stage, depths).red
    let columns = (0..<62).filter { lined[$0, 5] != plain[$0, 5] }
    // From 9 to 10, from 19 to 20, and so on.
    #expect(columns == [8, 18, 28, 38, 48, 58])
  }

  @Test func directionsAreColours() throws {
    let planes = XYZPlanes(planes: [0, -1, 1].map { Plane(size: size, repeating: $0) })
    let codes = try coded(ColorCode(), Frame<Normals>(planes, properties: .init()))
    #expect(codes.red[1, 1] == 128 && codes.green[1, 1] == 1 && codes.blue[1, 1] == 255)
  }

  // MARK: - cloud

  func cloud(_ change: (inout CloudStage) -> Void = { _ in }) throws -> [UInt8] {
    let size = Size(3, 2)
    let x = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = x == 2 && y == 1 ? .infinity : 2 }
    }
    let planes = [
      x, Plane<Float>(size: size) { _, row in for x in row.indices { row[x] = -0.01 * Float(x) } },
      Plane<Float>(size: size) { y, row in row.update(repeating: -0.01 * Float(y)) },
    ]
    let picture = Frame<DisplayGray>(
      .eight(Plane(size: size) { y, row in for x in row.indices { row[x] = UInt8(10 * x + y) } }),
      validity: Validity(allValid: size).marking([(0, 1)], .lost),
      properties: .init(transfer: "srgb"))
    let error = Frame<Depth>(
      Plane(size: size) { _, row in for x in row.indices { row[x] = 0.1 * Float(x) } },
      properties: .init())
    var stage = CloudStage()
    change(&stage)
    return try stage.encode(
      [
        "points": Frame<XYZ>(.init(planes: planes), properties: .init()), "error": error,
        "picture": picture,
      ], provenance: Provenance(frame: "L7", pipeline: nil, isSimulated: true))
  }

  @Test func onlyWhatIsKnownIsInACloud() throws {
    let file = String(decoding: try cloud(), as: Unicode.ASCII.self)
    #expect(file.contains("element vertex 4\n") && file.contains("comment Source: L7\n"))
    let limited = String(decoding: try cloud { $0.largestError = 0.15 }, as: Unicode.ASCII.self)
    #expect(limited.contains("element vertex 3\n"))
  }

  @Test func neighboursMakeTriangles() throws {
    let surface = String(decoding: try cloud { $0.surface = true }, as: Unicode.ASCII.self)
    // Of the left four, one is missing; of the right four, another.
    #expect(surface.contains("element face 2\n"))
    let torn = String(
      decoding: try cloud { ($0.surface, $0.longestEdge) = (true, 0.004) }, as: Unicode.ASCII.self)
    #expect(!torn.contains("element face"))
  }

  @Test func numbersWithAUnitAreNotWrittenAsCodes() throws {
    #expect {
      try Encode().encode(
        ["frame": depths], provenance: Provenance(frame: "f", pipeline: nil, isSimulated: false))
    } throws: { "\($0)".contains("color-code") }
  }
}
