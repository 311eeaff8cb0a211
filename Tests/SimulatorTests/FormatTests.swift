import Codecs
import Diagnostics
import Downlink
import Files
import Foundation
import Raster
import Rig
import Settings
import TestSupport
import Testing

@testable import Simulator

/// How frames are stored: moment by moment, as codes or developed on board.
@Suite struct FormatTests {
  private let small = SmallRun()

  private let mixed = [
    "id: a, exposure: 0.004", "id: b, exposure: 0.004, format: raw12, cameras: [left]",
    "id: c, exposure: 0.004, format: jpeg",
    "id: d, exposure: 0.004, format: jpeg-mosaic, cameras: [right]",
  ]

  private func samples(_ picture: DecodedPicture) -> [Plane<UInt8>] {
    guard case .u8(let planes) = picture.samples else { return [] }
    return planes
  }

  private func meanError(_ a: Plane<UInt8>, _ b: (Int, Int) -> Int) -> Double {
    var sum = 0
    for y in 0..<a.height {
      for x in 0..<a.width { sum += abs(Int(a[x, y]) - b(x, y)) }
    }
    return Double(sum) / Double(a.size.area)
  }

  @Test func oneDownlinkHoldsFramesOfSeveralFormats() throws {
    try small.prepare(scene: small.scene(moments: mixed))
    defer { small.remove() }
    let folder = try small.run(into: "out")
    let downlink = try DownlinkFolder.load(folder)
    #expect(
      downlink.frames.map(\.file) == [
        "frames/left-a.png", "frames/right-a.png", "frames/left-b.raw", "frames/left-c.jpg",
        "frames/right-c.jpg", "frames/right-d.jpg",
      ])
    #expect(downlink.frames.map(\.layout) == [nil, nil, "64x36:raw12", nil, nil, nil])
    #expect(downlink.frames.map(\.pair) == ["a", "a", nil, "c", "c", nil])

    let source = try SceneFile(small.folder + "/in/scene.yaml")
    let simulation = try Simulation(source.scene, rig: source.rig)
    for (place, moment, channels) in [(3, 2, Channels.rgb), (4, 2, .rgb), (5, 3, .gray)] {
      let frame = downlink.frames[place]
      let bytes = try Files.read(downlink.path(of: frame))
      let picture = try Codec.decode(bytes, file: frame.file)
      #expect(picture.format == "JPEG" && picture.channels == channels)
      #expect(picture.texts.contains(DecodedPicture.Text("Source", "simulated")))
      // A marker between rows of blocks, which are 16 rows high where colour is halved.
      let markers = zip(bytes, bytes.dropFirst()).count { $0 == 0xFF && (0xD0...0xD7) ~= $1 }
      #expect(markers == (channels == .rgb ? 2 : 4))
      let index = frame.camera == "left" ? 0 : 1
      let linear = simulation.linearCodes(
        simulation.view(camera: index), camera: index, exposure: 0.004, frame: moment)
      let camera = source.rig.cameras[index]
      if channels == .gray {
        let codes = Compander(camera.sensor).compressed(linear)
        #expect(meanError(samples(picture)[0]) { Int(codes[$0, $1]) } < 5)
      } else {
        let wanted = try OnBoardDevelopment(camera).planes(of: linear)
        #expect(meanError(samples(picture)[1]) { Int(wanted.green[$0, $1]) } < 5)
      }
    }
  }

  @Test func oneThreadAndTwoGiveTheSameBytes() throws {
    try small.prepare(scene: small.scene(moments: mixed))
    defer { small.remove() }
    let one = try DownlinkFolder.load(small.run(into: "one", threads: 1))
    let two = try DownlinkFolder.load(small.run(into: "two", threads: 2))
    #expect(one.frames.map(\.sha256) == two.frames.map(\.sha256))
  }

  @Test func qualityIsThatOfTheScene() throws {
    let sizes = try ["", "jpegQuality: 30\n"].map { quality in
      try small.prepare(scene: small.scene(moments: ["id: a, format: jpeg"]) + quality)
      defer { small.remove() }
      return try Files.read(small.run(into: "out") + "/frames/left-a.jpg").count
    }
    #expect(sizes[1] < sizes[0])
  }

  /// A grey patch, black and what is saturated, all of them neutral, with every pattern.
  @Test(arguments: BayerPattern.allCases)
  func developmentOnBoardGivesNeutralGrey(pattern: BayerPattern) throws {
    var camera = camera(width: 16, height: 12)
    camera.sensor.pattern = pattern
    camera.whiteBalance = [1.9, 1, 1.5]
    camera.colorMatrix = [1.6, -0.5, -0.1, -0.2, 1.4, -0.2, 0, -0.5, 1.5]
    let development = try OnBoardDevelopment(camera)
    for (light, wanted) in [(0.0, 0), (0.18, 118), (1, 255), (3, 255)] {
      let codes = Plane<UInt16>(size: Size(16, 12)) { y, row in
        for x in row.indices {
          let gain =
            switch pattern.color(x: x, y: y) {
            case .red: 1.9
            case .green: 1.0
            case .blue: 1.5
            }
          row[x] = UInt16(min(4095, (64 + light / gain * 4031).rounded()))
        }
      }
      for plane in development.planes(of: codes).planes {
        #expect(meanError(plane) { _, _ in wanted } < 0.6, "\(light)")
      }
    }
  }

  @Test(arguments: [
    ("id: a, format: raw12", "raw12 holds codes of 12 bits, and camera \"right\" sends 8"),
    (
      "id: a, format: jpeg-mosaic",
      "jpeg-mosaic holds codes of 8 bits, and camera \"left\" sends 12"
    ),
    ("id: a, format: tiff", "tiff"),
    ("id: a, cameras: [middle]", "no camera \"middle\""),
    ("id: a, lost: [{camera: middle, offset: 0, length: 1}]", "no camera \"middle\""),
    (
      "id: a, cameras: [left], lost: [{camera: right, offset: 0, length: 1}]",
      "takes no frame"
    ),
    ("id: a, lost: [{offset: 0, length: 0}]", "out of range"),
    ("id: a, lost: [{length: 7}]", "offset"),
  ])
  func whatDoesNotFitIsToldByItsPlace(moment: String, message: String) throws {
    let found = try finding(small.scene(moments: [moment]))
    #expect(found.message.contains(message))
    #expect(found.line == 9 && found.column > 5)
  }

  @Test func aFormatOfTheSceneIsToldOnceForACamera() throws {
    let scene = small.scene(moments: ["id: a", "id: b"])
    #expect(try finding(scene.replacing("format: png", with: "format: raw12")).line == 5)
  }

  /// The one thing that is wrong with a scene.
  private func finding(_ scene: String) throws -> (message: String, line: Int, column: Int) {
    try small.prepare(scene: scene)
    defer { small.remove() }
    let failure = try #require(throws: Failure.self) {
      try SceneFile(small.folder + "/in/scene.yaml")
    }
    #expect(failure.diagnostics.count == 1)
    guard case .text(_, let line, let column)? = failure.diagnostics[0].place else {
      throw failure
    }
    return (failure.diagnostics[0].message, line, column)
  }
}
