import Diagnostics
import Raster

/// A camera as a calibration file states it: its geometry, and of its sensor what there is.
public struct CalibratedCamera: Sendable, Hashable {
  /// Its name; unique among the cameras that are written together.
  public var name: String
  /// The picture's size in pixels, where the file states it.
  public var size: Size?
  /// Where things appear, in the rover frame.
  public var geometry: CameraGeometry
  /// What the file states of the sensor besides its size.
  public var sensor: StatedSensor
  /// What else the file says that somebody may want to know, such as the frame of its vectors.
  public var remarks: [String]

  /// A camera from its parts.
  public init(
    name: String, size: Size?, geometry: CameraGeometry, sensor: StatedSensor = StatedSensor(),
    remarks: [String] = []
  ) {
    (self.name, self.size, self.geometry) = (name, size, geometry)
    (self.sensor, self.remarks) = (sensor, remarks)
  }

  /// What a rig says of a camera's geometry.
  public init(_ camera: Camera) {
    self.init(name: camera.name, size: camera.sensor.size, geometry: camera.geometry)
  }

  /// The size, for formats that have to state it.
  ///
  /// - Returns: the size.
  /// - Throws: a failure where nobody said it.
  public func knownSize() throws(Failure) -> Size {
    if let size { return size }
    throw Failure(
      "nobody says how large the pictures of the camera \"\(name)\" are",
      remedy: "say it: --size WIDTHxHEIGHT", category: .usage)
  }
}

extension [CalibratedCamera] {
  /// The same cameras, moved together so that the first stands in the origin and looks ahead.
  ///
  /// So they enter the rover frame from formats that know cameras from each other alone.
  func ahead() -> [CalibratedCamera] {
    guard let first else { return [] }
    let wanted = Pose()
    return map { camera in
      var camera = camera
      let motion = RigidMotion(from: camera.geometry.pose, to: first.geometry.pose)
      camera.geometry.pose = camera == first ? wanted : motion.pose(in: wanted)
      return camera
    }
  }
}
