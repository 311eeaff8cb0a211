import Raster
import Rig

/// Where the middles of pixels lie on the plane at distance 1 behind a lens.
///
/// Found by Newton's method for each; cameras that have the same lens share it.
struct LensPlane: Sendable {
  /// What it hangs on.
  struct Lens: Hashable {
    private let model: CameraModel
    private let size: Size

    /// The lens of a camera, wherever it stands.
    init(_ camera: Camera) {
      var camera = camera
      // Vectors bend light in the rover frame: only those of the same place give the same bits.
      if case .pinhole = camera.geometry { camera.pose = Pose() }
      (model, size) = (camera.model, camera.sensor.size)
    }
  }

  /// Bands of rows; not a number where the lens shows nothing.
  private let bands: [[SIMD2<Double>]]
  private let width: Int

  /// The plane of a camera.
  init(_ camera: Camera, threads: Int) {
    let (model, size) = (camera.model, camera.sensor.size)
    width = size.width
    bands = forEachBand(rows: size.height, height: Renderer.tile, threads: threads) { rows in
      rows.flatMap { y in
        (0..<size.width).map { x in
          model.normalized(ImagePoint(Double(x), Double(y))).map { SIMD2($0.x, $0.y) }
            ?? SIMD2(repeating: .nan)
        }
      }
    }
  }

  /// The place of a pixel; nil where the lens shows nothing.
  @inline(__always)
  func place(_ x: Int, _ y: Int) -> ImagePoint? {
    let place = bands[y / Renderer.tile][(y % Renderer.tile) * width + x]
    return place.x.isNaN ? nil : ImagePoint(place.x, place.y)
  }
}
