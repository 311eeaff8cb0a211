import Diagnostics
import Files
import Rig
import Settings

/// A scene on disk and the rig that it names, held against each other.
public struct SceneFile: Sendable {
  /// What is simulated.
  public let scene: SceneDescription
  /// What sees it.
  public let rig: RigDescription
  /// The path of the rig.
  public let rigPath: String
  /// What the moments were read from.
  let moments: [YamlNode]

  /// Reads a scene and its rig.
  ///
  /// - Parameter path: the scene file; its rig is named relative to it.
  /// - Throws: everything that is wrong with the scene, or with its rig, or where they do not fit.
  public init(_ path: String) throws(Failure) {
    let text = try Files.readText(path, limit: Yaml.sizeLimit)
    var findings = Findings()
    let document = Yaml.load(SceneDescription.self, text: text, file: path, &findings)
    try findings.throwIfAny()
    guard let document else { throw Failure("the file says nothing", at: .file(path)) }
    scene = document.value
    moments = document.node["moments"]?.elements ?? []
    let home = Files.folder(of: path)
    rigPath = try SafePath(scene.rig, at: .file(path)).resolved(in: home)
    rig = try RigDescription.load(path: rigPath) { (path: String) throws(Failure) in
      try Files.read(path)
    }
    checkFilters(document.node, &findings)
    checkCameras(document.node, &findings)
    checkFormats(document.node, &findings)
    try findings.throwIfAny()
  }

  /// All cameras have colour filters.
  private func checkFilters(_ root: YamlNode, _ findings: inout Findings) {
    for camera in rig.cameras where camera.sensor.pattern == nil {
      findings.add(
        (root["rig"] ?? root).diagnostic(
          "camera \"\(camera.name)\" of the rig has no colour filters and cannot be simulated",
          remedy: Camera.filtersRemedy))
    }
  }

  /// Misalignments and moments name cameras of the rig, and losses those that take a frame.
  private func checkCameras(_ root: YamlNode, _ findings: inout Findings) {
    for place in (root["misalignments"]?.elements ?? []).compactMap({ $0["camera"] })
    where rig[camera: place.text ?? ""] == nil {
      findings.add(rig.unknownCamera(place))
    }
    for (moment, node) in zip(scene.moments, moments) {
      for place in node["cameras"]?.elements ?? [] where rig[camera: place.text ?? ""] == nil {
        findings.add(rig.unknownCamera(place))
      }
      for place in (node["lost"]?.elements ?? []).compactMap({ $0["camera"] }) {
        let name = place.text ?? ""
        if rig[camera: name] == nil {
          findings.add(rig.unknownCamera(place))
        } else if !moment.isSeen(by: name) {
          findings.add(
            place.diagnostic(
              "camera \"\(name)\" takes no frame at this moment",
              remedy: "add it to the cameras of the moment, or name one of them"))
        }
      }
    }
  }

  /// Formats of some depth are those of cameras that send such codes.
  private func checkFormats(_ root: YamlNode, _ findings: inout Findings) {
    var told: Set<String> = []
    for (moment, node) in zip(scene.moments, moments) {
      let format = moment.format ?? scene.format
      guard let wanted = format.depth else { continue }
      let isOwn = moment.format != nil
      for camera in rig.cameras
      where moment.isSeen(by: camera.name) && camera.sensor.validBits != wanted.bits {
        // The format of the scene is wrong once, however many moments have it.
        guard isOwn || told.insert(camera.name).inserted else { continue }
        let place = (isOwn ? node["format"] : root["format"]) ?? root
        findings.add(
          place.diagnostic(
            "\(format.rawValue) holds codes of \(wanted.bits) bits, and camera "
              + "\"\(camera.name)\" sends \(camera.sensor.validBits)", remedy: wanted.remedy))
      }
    }
  }
}

extension SceneDescription.Format {
  /// The depth of the codes that it holds, where only one will do, and what else may be done.
  fileprivate var depth: (bits: Int, remedy: String)? {
    switch self {
    case .png, .raw, .jpeg: nil
    case .raw12: (12, "use raw, which holds any")
    case .jpegMosaic: (8, "compand to 8 bits in the rig, or use jpeg, which is developed on board")
    }
  }
}
