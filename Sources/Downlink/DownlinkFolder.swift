import Diagnostics
import Files
import Rig
import Settings

/// A downlink on disk: its folder, its frames and the rig that took them.
public struct DownlinkFolder: Sendable, Hashable {
  /// The name of the file that makes a folder a downlink.
  public static let fileName = "downlink.yaml"

  /// The folder.
  public let folder: String
  /// What `downlink.yaml` says.
  public let description: DownlinkDescription
  /// What the rig file says.
  public let rig: RigDescription
  /// The stereo pairs.
  public let pairs: [FramePair]

  /// A downlink from its parts; every frame's camera must be in the rig.
  public init(folder: String, description: DownlinkDescription, rig: RigDescription) {
    self.folder = folder
    self.description = description
    self.rig = rig
    pairs = description.pairs(rig)
  }

  /// The frames, in the order of the file.
  public var frames: [FrameDescription] { description.frames }
  /// The collections, in the order in which the file first names them.
  public var collections: [FrameCollection] { description.collections }

  /// The camera that took a frame.
  ///
  /// - Throws: a failure when the rig has none of that name.
  public func camera(of frame: FrameDescription) throws(Failure) -> Camera {
    try rig.camera(named: frame.camera, at: .file(Files.join(folder, Self.fileName)))
  }

  /// The path of a frame's file.
  ///
  /// - Throws: a failure when it leads out of the folder.
  public func path(of frame: FrameDescription) throws(Failure) -> String {
    try SafePath(frame.file).resolved(in: folder)
  }

  /// Reads a downlink and its rig from disk.
  ///
  /// - Parameter folder: the folder that holds `downlink.yaml`.
  /// - Returns: the downlink.
  /// - Throws: everything that is wrong with both files.
  public static func load(_ folder: String) throws(Failure) -> DownlinkFolder {
    try load(folder) { name throws(Failure) in
      let path = try SafePath(name).resolved(in: folder)
      return try Files.read(path, limit: Yaml.sizeLimit)
    }
  }

  /// Reads a downlink and its rig.
  ///
  /// - Parameters:
  ///   - folder: the folder that holds `downlink.yaml`.
  ///   - read: gives the bytes of a file, by its path relative to the folder.
  /// - Returns: the downlink.
  /// - Throws: everything that is wrong with both files, first of `downlink.yaml`, then of the rig.
  public static func load(
    _ folder: String, read: (String) throws(Failure) -> [UInt8]
  ) throws(Failure) -> DownlinkFolder {
    let file = Files.join(folder, fileName)
    let text = try Yaml.text(of: read(fileName), file: file)
    var findings = Findings()
    guard let document = Yaml.load(DownlinkDescription.self, text: text, file: file, &findings)
    else {
      try findings.throwIfAny()
      throw Failure("the file says nothing", at: .file(file))
    }
    let description = document.value
    guard let place = document.node["rig"], findings.areClean(place) else {
      try findings.throwIfAny()
      throw Failure("no rig", at: .file(file))
    }
    var rigFindings = Findings()
    let prefix = Files.join(folder, "")
    let rig = RigDescription.load(path: Files.join(folder, description.rig), &rigFindings) {
      path throws(Failure) in
      try read(path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path)
    }
    if let rig { compare(document, rig, isSound: rigFindings.isEmpty, &findings) }
    findings.add(rigFindings)
    try findings.throwIfAny()
    return DownlinkFolder(
      folder: folder, description: description, rig: rig ?? RigDescription())
  }

  /// Finds frames of unknown cameras, and overrides that do not fit their camera.
  private static func compare(
    _ document: Document<DownlinkDescription>, _ rig: RigDescription, isSound: Bool,
    _ findings: inout Findings
  ) {
    let frames = document.value.frames
    for (frame, node) in zip(frames, document.node["frames"]?.elements ?? []) {
      guard let place = node["camera"], findings.areClean(place) else { continue }
      guard let camera = rig[camera: frame.camera] else {
        findings.add(rig.unknownCamera(place))
        continue
      }
      guard isSound, findings.areClean(node) else { continue }
      compareFilters(frame, camera, node, &findings)
      let sensor = frame.sensor(of: camera)
      let darkest = sensor.black.max() ?? 0
      let limit = Double(1 << sensor.linearBits)
      guard darkest >= sensor.white || sensor.white >= limit else { continue }
      let said = node["black"] ?? node["white"] ?? node["validBits"] ?? node
      findings.add(
        said.diagnostic(
          "black \(darkest), white \(sensor.white) and \(sensor.linearBits) bits do not fit",
          remedy: "state those of validBits, black and white that differ from the rig's"))
    }
  }

  /// Finds colours and sites of a cell in frames of a camera without colour filters.
  private static func compareFilters(
    _ frame: FrameDescription, _ camera: Camera, _ node: YamlNode, _ findings: inout Findings
  ) {
    guard camera.sensor.pattern == nil else { return }
    let sites = (frame.black?.count ?? 1) > 1 ? node["black"] : nil
    for (place, remedy) in [(node["pattern"], "remove it"), (sites, "write one value")] {
      guard let place else { continue }
      findings.add(
        place.diagnostic(
          "camera \"\(camera.name)\" has no colour filters",
          remedy: "\(remedy), or state the pattern of the sensor in the rig"))
    }
  }
}
