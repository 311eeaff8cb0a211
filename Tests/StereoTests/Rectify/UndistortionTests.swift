import Diagnostics
import Raster
import Rig
import Testing

@testable import Stereo

@Suite struct UndistortionTests {
  private func view(_ lens: LensDistortion = LensDistortion()) -> CameraView {
    let model = CameraModel(
      intrinsics: Intrinsics(focalX: 620.5, focalY: 622.25, centreX: 526.1, centreY: 374.3),
      distortion: lens, pose: Pose(position: Vector3(0.1, 0.2, 0.3), rotation: Pose().rotation))
    return CameraView(model, size: Size(1032, 778))
  }

  private var lenses: [LensDistortion] {
    [(-0.332, 0.1256), (0.2, 0.05), (-0.05, 0)].map { k1, k2 in
      var lens = LensDistortion()
      (lens.k1, lens.k2, lens.p1, lens.p2) = (k1, k2, -0.0004, 0.0011)
      return lens
    }
  }

  @Test(arguments: [Undistortion.Crop.inside, .all])
  func withoutDistortionThePictureStaysAsItIs(crop: Undistortion.Crop) throws {
    let view = view()
    let found = try Undistortion.camera(for: view, crop: crop)
    #expect(found.size == view.size)
    #expect((found.intrinsics.focalX - 620.5).magnitude < 1e-6)
    #expect((found.intrinsics.focalY - 622.25).magnitude < 1e-6)
    #expect((found.intrinsics.centreX - 526.1).magnitude < 1e-6)
    #expect((found.intrinsics.centreY - 374.3).magnitude < 1e-6)
  }

  @Test func insideEverythingWasSeenAndLittleIsLost() throws {
    for lens in lenses {
      let view = view(lens)
      let found = try Undistortion.camera(for: view, crop: .inside)
      for y in 0..<found.size.height {
        for x in 0..<found.size.width
        where x % 16 == 0 || y % 16 == 0 || x == found.size.width - 1 {
          #expect(view.position(of: found.direction(x: x, y: y)) != nil, "\(x) \(y)")
        }
      }
      // A twentieth further out, each side shows something beyond the picture.
      let (width, height) = (found.size.width, found.size.height)
      func isSeen(_ pixels: [(Int, Int)]) -> Bool {
        pixels.allSatisfy { view.position(of: found.direction(x: $0.0, y: $0.1)) != nil }
      }
      #expect(!isSeen((0..<height).map { (-width / 20, $0) }))
      #expect(!isSeen((0..<height).map { (width + width / 20, $0) }))
      #expect(!isSeen((0..<width).map { ($0, -height / 20) }))
      #expect(!isSeen((0..<width).map { ($0, height + height / 20) }))
    }
  }

  @Test func allIsEverythingThatWasSeen() throws {
    for lens in lenses {
      let view = view(lens)
      let found = try Undistortion.camera(for: view, crop: .all)
      for y in stride(from: 0, through: 777, by: 7) {
        for x in stride(from: 0, through: 1031, by: 7) {
          let ray = try #require(view.model.ray(ImagePoint(Double(x), Double(y))))
          let place = try #require(found.model.project(ray.origin + ray.direction))
          #expect(place.x > -1 && place.y > -1)
          #expect(place.x < Double(found.size.width) && place.y < Double(found.size.height))
        }
      }
    }
  }

  @Test func aScaleKeepsTheView() throws {
    let view = view(lenses[0])
    let whole = try Undistortion.camera(for: view, crop: .inside)
    let half = try Undistortion.camera(for: view, crop: .inside, scale: 0.5)
    #expect((2 * half.size.width - whole.size.width).magnitude <= 2)
    #expect((half.intrinsics.focalX * 2 - whole.intrinsics.focalX).magnitude < 1e-9)
    #expect(throws: Failure.self) {
      try Undistortion.camera(for: view, crop: .inside, scale: 100)
    }
  }
}
