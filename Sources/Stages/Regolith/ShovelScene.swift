import Codecs
import Diagnostics
import Files
import Pipeline
import Raster
import Regolith
import Rig

/// The shovel of a rig, its cameras, and what is known of the frames of a collection.
struct ShovelScene: Sendable {
  let shovel: Shovel
  let model: ShovelModel
  /// Each camera that took a frame, once.
  let cameras: [Camera]
  private let origins: [Origin]

  /// - Parameters:
  ///   - origins: of the frames.
  ///   - name: of the shovel; nil takes the rig's only one.
  /// - Throws: a failure where the rig tells of no such shovel, or its meshes are none.
  init(_ origins: [Origin], shovel name: String?) throws(Failure) {
    self.origins = origins
    shovel = try Self.shovel(name, of: origins)
    var cameras: [Camera] = []
    for origin in origins {
      guard let camera = origin.camera else {
        throw Failure(
          "nobody says which camera took the frame \(origin.frameID)", at: .file(origin.file),
          remedy: "name it in downlink.yaml, and describe it in the rig")
      }
      if !cameras.contains(where: { $0.name == camera.name }) { cameras.append(camera) }
    }
    self.cameras = cameras
    model = try Self.model(of: shovel, origins[0])
  }

  /// The shovel of a name, or the only one.
  static func shovel(_ name: String?, of origins: [Origin]) throws(Failure) -> Shovel {
    let shovels = origins.first?.shovels ?? []
    let fitting = shovels.filter { name == nil || $0.name == name }
    if fitting.count == 1 { return fitting[0] }
    throw Failure(
      name.map { "the rig has no shovel \"\($0)\"" } ?? "the rig has \(shovels.count) shovels",
      remedy: shovels.isEmpty
        ? "describe the shovel in the rig: shovels, with meshes of its inner surface and its rim"
        : "set shovel to one of " + shovels.map(\.name).joined(separator: ", "))
  }

  /// The meshes of a shovel.
  static func files(of shovel: Shovel, _ origin: Origin) -> [String] {
    [shovel.interior, shovel.rim].compactMap { try? origin.besideRig($0) }
  }

  private static func model(of shovel: Shovel, _ origin: Origin) throws(Failure) -> ShovelModel {
    func mesh(_ name: String) throws(Failure) -> PLYShape {
      let path = try origin.besideRig(name)
      return try origin.sideFiles.value(of: path, as: "mesh") { bytes throws(Failure) in
        try PLYReader.decode(bytes, file: path)
      }
    }
    func place(_ point: SIMD3<Double>) -> Vector3 { Vector3(point.x, point.y, point.z) }
    let (interior, rim) = (try mesh(shovel.interior), try mesh(shovel.rim))
    return try ShovelModel(
      shovel,
      interior: TriangleMesh(
        vertices: interior.vertices.map(place), triangles: interior.triangles),
      rim: rim.vertices.map(place))
  }

  /// The pictures of before and after; the ids of the others.
  ///
  /// - Throws: a failure where there is none of a role that is needed.
  func frames(
    _ frames: [any AnyFrame]
  ) throws(Failure) -> (pictures: [ShovelFrame], others: [String]) {
    var (pictures, others): ([ShovelFrame], [String]) = ([], [])
    for (frame, origin) in zip(frames, origins) {
      guard let role = origin.role.flatMap(ShovelFrame.Role.init), let grey = frame.lightInGrey
      else {
        others.append(origin.frameID)
        continue
      }
      pictures.append(
        ShovelFrame(
          name: origin.frameID, role: role,
          camera: cameras.firstIndex { $0.name == origin.camera?.name } ?? 0,
          armAngle: origin.armAngle, clock: origin.clock,
          isMistrusted: origin.findings.contains { $0.mark == .unlocalisedDamage }, grey: grey,
          validity: frame.validity))
    }
    return (pictures, others)
  }

  /// The first frame after, with what was found drawn into it.
  func outline(_ found: ShovelInspection.Result, _ frames: [any AnyFrame]) -> Frame<LinearRGB> {
    let moment = found.moments.first { $0.role == .after }
    let names = moment?.frames ?? origins.filter { $0.role == "after" }.map(\.frameID)
    let index = origins.firstIndex { $0.frameID == names.first } ?? 0
    let picture = frames[index].lightInColor
    let properties = (frames[index] as? Frame<LinearRGB>)?.properties ?? LinearProperties()
    guard let moment, let result = try? moment.found.get(),
      let camera = cameras.firstIndex(where: { $0.name == origins[index].camera?.name })
    else { return Frame(picture, validity: frames[index].validity, properties: properties) }
    var overlay = ShovelOverlay(
      picture.size, camera: result.cameras[camera], placement: result.placement)
    if let content = found.content { overlay.tint(content) }
    overlay.draw(rim: model.rim)
    return Frame(
      overlay.drawn(on: picture), validity: frames[index].validity, properties: properties)
  }
}

extension AnyFrame {
  /// Light in colour; grey of frames without.
  fileprivate var lightInColor: RGBPlanes<Float> {
    if let frame = self as? Frame<LinearRGB> { return frame.samples }
    let grey = Frame<LinearGray>(erased: self).samples
    return RGBPlanes(red: grey, green: grey, blue: grey)
  }
}

extension Origin {
  /// The path of a file that the rig names.
  fileprivate func besideRig(_ name: String) throws(Failure) -> String {
    guard let rigFolder else { return name }
    return try SafePath(name).resolved(in: rigFolder)
  }
}
