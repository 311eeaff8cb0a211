import Diagnostics
import Files
import Pipeline
import Rig
import Stages

/// What is known of the cameras of plain files.
struct ApplyOrigins {
  let request: ApplyRequest

  init(_ request: ApplyRequest) { self.request = request }

  /// Where each input comes from, in their order.
  ///
  /// - Parameter ports: one for each input file; the same again where it takes many.
  /// - Returns: origins with a camera where a rig was given, else without.
  /// - Throws: a failure when rig and cameras do not fit together.
  func origins(for ports: [InputPort]) throws(Failure) -> [(port: String, origin: Origin)] {
    let cameras = try cameras(for: ports)
    var origins: [(port: String, origin: Origin)] = []
    for (index, port) in ports.enumerated() {
      var origin = Origin(
        frameID: Files.name(of: request.inputs[index]),
        file: cameras.isEmpty ? "" : request.inputs[index],
        camera: cameras.isEmpty ? nil : cameras[index], pattern: request.declaration.pattern)
      origin.rigFolder = request.rig.map { Files.folder(of: $0) }
      origins.append((port.name, origin))
    }
    return ports.map(\.name) == ["disparity", "deviation"] && !cameras.isEmpty
      ? try matched(origins) : origins
  }

  /// Where disparities come from: the left one of two cameras whose pictures were rectified, as
  /// `albedo apply rectify` does when nothing else is asked for.
  private func matched(
    _ origins: [(port: String, origin: Origin)]
  ) throws(Failure) -> [(port: String, origin: Origin)] {
    let pair = ["left": origins[0].origin, "right": origins[1].origin]
    guard let eye = try Rectify().resolved(forEach: pair).described(each: pair)["left"] else {
      return origins
    }
    return origins.map { ($0.port, eye) }
  }

  private func cameras(for ports: [InputPort]) throws(Failure) -> [Camera] {
    guard let path = request.rig else {
      if request.cameras.isEmpty { return [] }
      throw Failure(
        "a camera is named, but no rig that it belongs to", at: .argument("--camera"),
        remedy: "add --rig rig.yaml", category: .usage)
    }
    guard request.cameras.count == ports.count else {
      throw Failure(
        "\(request.stage) takes \(ports.count) cameras, and \(request.cameras.count) are named",
        at: .argument("--camera"),
        remedy: "give --camera NAME once for each"
          + (ports[0].isMany
            ? " file, in order" : ": \(ports.map(\.name).joined(separator: ", "))"),
        category: .usage)
    }
    let rig = try RigDescription.load(path: path) { path throws(Failure) in try Files.read(path) }
    var cameras: [Camera] = []
    for name in request.cameras {
      let camera = try rig.camera(named: name, at: .argument("--camera \(name)"))
      try request.declaration.check(for: camera)
      cameras.append(camera)
    }
    return cameras
  }

  /// Sees that a picture is as large as its camera's.
  ///
  /// - Parameters:
  ///   - frame: the picture.
  ///   - camera: the one that took it, where it is known.
  ///   - path: its file.
  /// - Throws: a failure with both sizes.
  static func checkSize(
    of frame: any AnyFrame, from camera: Camera?, at path: String
  ) throws(Failure) {
    guard let camera, camera.sensor.size != frame.size else { return }
    throw Failure(
      "the picture has \(frame.size) pixels, the sensor of camera \(camera.name)"
        + " \(camera.sensor.size)",
      at: .file(path), remedy: "give a whole picture of that camera, or name another one")
  }
}
