import ExactMath
import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

/// Pictures of cameras whose places are known, above ground.
@Suite struct RigMosaicTests {
  static let size = Size(400, 300)
  static let texture = Texture(side: 900, count: 16_000, seed: 31)
  /// Metres.
  static let height = -0.2

  /// A camera 1 m above the origin, turned to the left by some degrees and down by 25°.
  static func camera(_ left: Double, y: Double, extra: Double = 0) -> CameraModel {
    let (sine, cosine) = Exact.sincos((left + extra) * Double.pi / 180)
    let (fall, level) = Exact.sincos(25 * Double.pi / 180)
    let ahead = Vector3(cosine * level, sine * level, -fall)
    let right = Vector3(sine, -cosine, 0)
    let down = ahead.cross(right)
    return CameraModel(
      intrinsics: Intrinsics(focalX: 420, focalY: 420, centreX: 199.5, centreY: 149.5),
      distortion: LensDistortion(),
      pose: Pose(
        position: Vector3(0.1, y, 1),
        rotation: Quaternion(Matrix3(right, down, ahead).transposed)))
  }

  /// Where on the ground a pixel looks, in metres.
  static func place(_ camera: CameraModel, _ pixel: ImagePoint) -> Vector3? {
    camera.ray(pixel).flatMap {
      MosaicSurface(up: Vector3(0, 0, 1), height: height).point(
        from: $0.origin, along: $0.direction)
    }
  }

  static func picture(_ camera: CameraModel, said: CameraModel, name: String) -> MosaicPicture {
    let light = texture.picture(size, side: 900) { x, y in
      // 120 pixels of the texture for a metre.
      place(camera, ImagePoint(Double(x), Double(y))).map {
        ImagePoint(100 + 120 * $0.x, 450 - 120 * $0.y)
      }
    }
    return MosaicPicture(
      name: name, samples: .floats([light]), validity: Validity(allValid: size), camera: said)
  }

  /// Cameras a hand apart, one of them 0.25° off what is said of it: the ground is found, and what
  /// both show lies at one place of the mosaic.
  @Test func picturesAgreeOnTheGround() throws {
    let cameras = [
      Self.camera(17, y: 0.15), Self.camera(-13, y: 0), Self.camera(-43, y: -0.15),
    ]
    let said = [cameras[0], Self.camera(-13, y: 0, extra: 0.25), cameras[2]]
    let pictures = cameras.indices.map {
      Self.picture(cameras[$0], said: said[$0], name: "\($0)")
    }
    var stitcher = Stitcher()
    stitcher.isIndexed = true
    let result = try stitcher.stitched(pictures, in: FilterContext(threads: 2))
    #expect(result.rms < 0.5 && result.links.count == 2, "\(result.rms)")
    let index = try #require(result.index)
    // Neighbours across a seam show neighbours on the ground.
    var gaps: [Double] = []
    for y in 0..<result.picture.size.height {
      for x in 1..<result.picture.size.width {
        guard let one = index.origin(x: x - 1, y: y), let other = index.origin(x: x, y: y),
          one.picture != other.picture
        else { continue }
        guard let before = Self.place(cameras[one.picture], one.place),
          let seen = cameras[other.picture].project(before)
        else { continue }
        gaps.append(seen.distance(other.place))
      }
    }
    gaps.sort()
    try #require(gaps.count > 100)
    #expect(
      gaps[gaps.count / 2] < 1.6 && gaps[gaps.count * 95 / 100] < 3, "\(gaps[gaps.count / 2])")
  }

  /// Strips that do not overlap are both shown, where the cameras say.
  @Test func whatDoesNotOverlapIsPlacedByTheRig() throws {
    let cameras = [Self.camera(60, y: 0.1), Self.camera(-60, y: -0.1)]
    let pictures = cameras.indices.map {
      Self.picture(cameras[$0], said: cameras[$0], name: "\($0)")
    }
    let result = try Stitcher().stitched(pictures)
    #expect(result.links.isEmpty && result.canvas.projection != .plane)
    // 120° apart, and 51° wide.
    let wide = Double(result.picture.size.width) / result.canvas.scale * 180 / Double.pi
    #expect((165...200).contains(wide), "\(wide)")
  }
}
