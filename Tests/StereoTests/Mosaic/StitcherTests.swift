import ExactMath
import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

@Suite struct StitcherTests {
  static let size = Size(300, 220)
  static let shift = 190.0
  static let texture = Texture(side: 640, count: 9000, seed: 8)

  /// The texture from some place on, with a fall-off of light.
  static func picture(
    x: Double, y: Double, gain: Float = 1, marks: Validity? = nil, name: String = "a"
  ) -> MosaicPicture {
    let light = texture.picture(size, shift: ImagePoint(-x, -y))
    let validity = marks ?? Validity(allValid: size)
    let shaded = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        let (dx, dy) = ((Float(x) - 149.5) / 186, (Float(y) - 109.5) / 186)
        let seen = light[x, y] * gain * (1 - 0.2 * (dx * dx + dy * dy))
        row[x] = validity[x, y].contains(.lost) ? 9 : seen
      }
    }
    return MosaicPicture(name: name, samples: .floats([shaded]), validity: validity)
  }

  static let pair = [
    picture(x: 40, y: 60), picture(x: 40 + shift, y: 66.5, gain: 0.8, name: "b"),
  ]

  func light(_ picture: MosaicPicture) -> Plane<Float> {
    guard case .floats(let planes) = picture.samples else {
      return Plane(size: Size(0, 0), repeating: 0)
    }
    return planes[0]
  }

  /// The mosaic shows the texture: nothing of the two exposures and fall-offs is left.
  @Test func theMosaicShowsWhatIsThere() throws {
    var stitcher = Stitcher()
    stitcher.isIndexed = true
    let result = try stitcher.stitched(Self.pair)
    let (size, light) = (result.picture.size, light(result.picture))
    #expect(result.canvas.middle == ImagePoint(0, 0) && (490...491).contains(size.width))
    #expect((227...228).contains(size.height))
    let truth = Self.texture.picture(size, shift: ImagePoint(-40, -60))
    let index = try #require(result.index)
    var (most, counts) = (Float(0), [0, 0, 0])
    for y in 0..<size.height {
      for x in 0..<size.width {
        let origin = index.origin(x: x, y: y)
        counts[origin.map { $0.picture + 1 } ?? 0] += 1
        #expect((origin == nil) == result.picture.validity[x, y].contains(.outside))
        guard let origin else { continue }
        most = max(most, (light[x, y] - truth[x, y]).magnitude)
        let corner = origin.picture == 0 ? ImagePoint(0, 0) : ImagePoint(Self.shift, 6.5)
        #expect(
          origin.place.distance(ImagePoint(Double(x) - corner.x, Double(y) - corner.y)) < 0.15)
      }
    }
    #expect(most < 0.05, "\(most)")
    #expect(counts[1] + counts[2] > 95_000 && counts.allSatisfy { $0 > 1000 }, "\(counts)")
    #expect(result.picture.validity[480, 0] == .outside && light[480, 0] == 0)
    #expect((result.light.exposures[1][0] / 0.8 - 1).magnitude < 0.01)
    #expect((result.light.share(1) - 0.8).magnitude < 0.02, "\(result.light.share(1))")
    #expect(result.displaced.isEmpty && result.links.count == 1 && result.reference == 0)
  }

  /// What is lost of one picture comes from the other, or stays unknown; what is saturated is
  /// shown, and marked.
  @Test func whatIsLostIsNotShown() throws {
    let marks = Validity(
      Plane<UInt8>(size: Self.size) { y, row in
        for x in row.indices {
          row[x] =
            (90..<110).contains(y)
            ? Defects.lost.rawValue : (20..<25).contains(y) ? Defects.saturated.rawValue : 0
        }
      })
    let first = Self.picture(x: 40, y: 60, marks: marks)
    var stitcher = Stitcher()
    stitcher.isIndexed = true
    let result = try stitcher.stitched([first, Self.pair[1]])
    let light = light(result.picture)
    #expect(result.picture.validity[50, 100] == .outside && light[50, 100] == 0)
    #expect(result.picture.validity[250, 100].isEmpty)
    #expect(result.index?.origin(x: 250, y: 100)?.picture == 1)
    #expect(result.picture.validity[50, 22] == .saturated && light[50, 22] > 0.2)
    #expect(
      (0..<light.height).allSatisfy { y in (0..<light.width).allSatisfy { light[$0, y] < 1.6 } })
  }

  @Test func threadsAndInstructionSetsChangeNoBit() throws {
    let results = try InstructionSet.supported.flatMap { isa in
      try [1, 2].map { threads in
        try Stitcher().stitched(Self.pair, in: FilterContext(threads: threads, isa: isa))
      }
    }
    for result in results {
      #expect(light(result.picture) == light(results[0].picture))
      #expect(result.picture.validity == results[0].picture.validity)
    }
  }

  /// Codes come out as codes: 0 where nothing is known, else at least 1.
  @Test func codesStayCodes() throws {
    let codes = Self.pair.map { picture in
      let plane = light(picture).mapped { UInt8(max(0, min(255, $0 * 255))) }
      return MosaicPicture(
        name: picture.name, samples: .eight([plane]), validity: picture.validity)
    }
    let result = try Stitcher().stitched(codes)
    guard case .eight(let planes) = result.picture.samples else {
      Issue.record("no codes")
      return
    }
    let truth = Self.texture.picture(result.picture.size, shift: ImagePoint(-40, -60))
    var most = Float(0)
    for y in 0..<planes[0].height {
      for x in 0..<planes[0].width {
        let isKnown = result.picture.validity[x, y].isEmpty
        #expect((planes[0][x, y] > 0) == isKnown)
        if isKnown {
          let wanted = max(1, min(255, truth[x, y] * 255))
          most = max(most, (Float(planes[0][x, y]) - wanted).magnitude)
        }
      }
    }
    #expect(most < 14, "\(most)")
  }

  /// A camera that turns by 20° at a time, with a lens that bends: focal length, distortion and
  /// directions are found, and a cylinder shows all of it.
  @Test func aCameraThatTurnsMakesACylinder() throws {
    let (size, focal) = (Size(320, 240), 330.0)
    let surface = Texture(side: 1400, count: 30_000, seed: 5)
    var lens = LensDistortion()
    lens.k1 = -0.06
    let cameras = (0..<4).map { index -> CameraModel in
      let (sine, cosine) = Exact.sincos((Double(index) - 1.5) * 20 * Double.pi / 180)
      return CameraModel(
        intrinsics: Intrinsics(focalX: focal, focalY: focal, centreX: 159.5, centreY: 119.5),
        distortion: lens,
        pose: Pose(
          position: .zero,
          rotation: Quaternion(
            Matrix3(Vector3(cosine, 0, sine), Vector3(0, 1, 0), Vector3(-sine, 0, cosine)))))
    }
    // What is seen lies on a sphere: columns and rows are angles.
    let pictures = cameras.enumerated().map { index, camera in
      let seen = surface.picture(size, side: 1400) { x, y in
        camera.ray(ImagePoint(Double(x), Double(y))).map { ray in
          let d = ray.direction
          return ImagePoint(
            700 + 500 * Exact.atan2(d.x, d.z),
            700 + 500 * Exact.atan2(d.y, (d.x * d.x + d.z * d.z).squareRoot()))
        }
      }
      return MosaicPicture(
        name: "\(index)", samples: .floats([seen]), validity: Validity(allValid: size))
    }
    var stitcher = Stitcher()
    stitcher.isIndexed = true
    let result = try stitcher.stitched(pictures, in: FilterContext(threads: 2))
    #expect(result.canvas.projection == .cylinder && result.rms < 0.4, "\(result.rms)")
    #expect((result.canvas.scale / focal - 1).magnitude < 0.01, "\(result.canvas.scale)")
    #expect((600...720).contains(result.picture.size.width), "\(result.picture.size)")
    // Two pixels of the mosaic are as far apart as what they show.
    let index = try #require(result.index)
    func direction(_ x: Int, _ y: Int) throws -> Vector3 {
      let origin = try #require(index.origin(x: x, y: y))
      return try #require(cameras[origin.picture].ray(origin.place)).direction
    }
    let middle = result.picture.size.height / 2
    for x in [60, 200, 400, result.picture.size.width - 60] {
      let wide = try direction(50, middle).degrees(to: direction(x, middle)) * Double.pi / 180
      #expect((wide - Double(x - 50) / result.canvas.scale).magnitude < 0.006, "\(x)")
    }
    #expect(
      Set((0..<result.picture.size.width).compactMap { index.origin(x: $0, y: middle)?.picture })
        .count == 4)
  }

  @Test func picturesThatDoNotHangTogetherAreRefused() {
    let stranger = MosaicPicture(
      name: "c", samples: .floats([Texture(seed: 77).picture(Self.size)]),
      validity: Validity(allValid: Self.size))
    #expect {
      try Stitcher().stitched(Self.pair + [stranger])
    } throws: { "\($0)".contains("c overlaps none of those that hang together with a") }
    #expect { try Stitcher().stitched([stranger]) } throws: { "\($0)".contains("give 2 to 64") }
  }
}
