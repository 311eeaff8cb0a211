import Diagnostics
import Kernels
import Pipeline
import Raster
import Rig
import Stereo

/// From the picture of a virtual camera to that of a real one.
struct CameraMap: Hashable, Sendable {
  let from: VirtualCamera
  let to: CameraView
  let interpolation: Interpolation

  /// The table of the map, made once for all frames of a camera.
  var table: ResampleTable {
    KeptTables.table(for: self) {
      ResampleTable(size: from.size, source: to.size, interpolation: interpolation) { x, y in
        to.position(of: from.direction(x: x, y: y)).map { ($0.x, $0.y) }
      }
    }
  }
}

extension Origin {
  /// The camera that saw the picture as it lies there now.
  ///
  /// - Parameter stage: who asks, for messages.
  /// - Returns: the camera.
  /// - Throws: a failure when nobody says which it is, or the picture was remapped.
  func seeingCamera(for stage: String) throws(Failure) -> Camera {
    guard let camera else {
      throw Failure(
        "\(stage) needs to know the camera, and nobody says which one it is", at: .file(file),
        remedy: "name a rig and the camera: in downlink.yaml, or by --rig and --camera")
    }
    guard !isRemapped else {
      throw Failure(
        "the picture was remapped, so the rig does not say what its pixels show",
        at: .file(file), remedy: "put \(stage) before remap")
    }
    return camera
  }
}

extension Camera {
  /// Sees that a picture is as large as the camera's.
  ///
  /// - Throws: a failure with both sizes.
  func checkSize(_ size: Size, for stage: String) throws(Failure) {
    guard size == sensor.size else {
      throw Failure(
        "the picture has \(size) pixels, those of camera \(name) have \(sensor.size)",
        remedy: "put \(stage) before stages that cut or shrink, or name the camera it is from")
    }
  }
}
