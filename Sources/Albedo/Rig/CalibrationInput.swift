import Codecs
import Diagnostics
import Files
import Raster
import Rig
import Settings

/// Cameras that calibration files state, in any format that can be read.
public struct CalibrationInput: Sendable {
  /// What the files leave open.
  public struct Options: Sendable {
    /// The names of the cameras, in the order of the files; their own where there are none.
    public var names: [String] = []
    /// The size of every picture, for formats that do not state it.
    public var size: Size?
    /// How the world lies in which `.tsai` files state poses.
    public var axes = WorldAxes.forwardLeftUp

    /// Nothing is said.
    public init() {}
  }

  /// The cameras, with unique names.
  public let cameras: [CalibratedCamera]
  /// The format of all files.
  public let format: CalibrationFormat
  /// The rig, where it is one.
  public let rig: RigDescription?

  /// Reads files of one format.
  ///
  /// - Parameters:
  ///   - paths: one file or more.
  ///   - options: what they leave open.
  /// - Throws: what is wrong with a file, with its line; or that files do not belong together.
  public init(_ paths: [String], _ options: Options = Options()) throws(Failure) {
    var files: [(bytes: [UInt8], path: String)] = []
    var formats: [CalibrationFormat] = []
    for path in paths {
      let bytes = try Files.read(path)
      files.append((bytes, path))
      formats.append(try Self.format(bytes, path))
    }
    guard let format = formats.first else {
      throw Failure(
        "no calibration file is named", remedy: "name one or more", category: .usage)
    }
    if let other = formats.firstIndex(where: { $0 != format }) {
      throw Failure(
        "\(paths[0]) is \(format.rawValue), \(paths[other]) is \(formats[other].rawValue)",
        at: .argument(paths[other]), remedy: "give files of one format", category: .usage)
    }
    self.format = format
    var rig: RigDescription?
    var cameras: [CalibratedCamera]
    switch format {
    case .rig:
      guard paths.count == 1 else {
        throw Failure(
          "a rig is one file", at: .argument(paths[1]), remedy: "name one rig", category: .usage)
      }
      let read = try RigDescription.load(path: paths[0]) { path throws(Failure) in
        try Files.read(path, limit: Yaml.sizeLimit)
      }
      rig = read
      cameras = read.cameras.map { CalibratedCamera($0) }
    case .pds:
      cameras = []
      for file in files { cameras.append(try .init(label: file.bytes, file: file.path)) }
    default:
      var texts: [(text: String, file: String)] = []
      for file in files {
        texts.append((try Yaml.text(of: file.bytes, file: file.path), file.path))
      }
      cameras = try format.cameras(of: texts, axes: options.axes)
    }
    if let size = options.size {
      for index in cameras.indices { cameras[index].size = cameras[index].size ?? size }
    }
    self.cameras = try Self.named(cameras, options.names)
    if let named = rig, !options.names.isEmpty {
      rig = named.renamed(self.cameras.map(\.name))
    }
    self.rig = rig
  }

  private static func format(
    _ bytes: [UInt8], _ path: String
  ) throws(Failure) -> CalibrationFormat {
    if PDSLabel.begins(bytes) { return .pds }
    if let format = try CalibrationFormat.of(try Yaml.text(of: bytes, file: path), file: path) {
      return format
    }
    let known = CalibrationFormat.allCases.map(\.rawValue).joined(separator: ", ")
    throw Failure(
      "this is no calibration file that is known", at: .file(path), remedy: "known are \(known)")
  }

  private static func named(
    _ cameras: [CalibratedCamera], _ names: [String]
  ) throws(Failure) -> [CalibratedCamera] {
    guard names.isEmpty || names.count == cameras.count else {
      throw Failure(
        "\(names.count) names are given, the files hold \(cameras.count) cameras",
        at: .argument("--name"), remedy: "give each its name, in order", category: .usage)
    }
    var result = cameras
    for index in result.indices { result[index].name = safe(result[index].name) }
    for (index, name) in names.enumerated() {
      guard name == safe(name) else {
        throw Failure(
          "\"\(name)\" is no name of a camera", at: .argument("--name"),
          remedy: "write \(safe(name))", category: .usage)
      }
      result[index].name = name
    }
    var seen: Set<String> = []
    for camera in result where !seen.insert(camera.name).inserted {
      throw Failure(
        "two cameras are called \"\(camera.name)\"", at: .argument("--name"),
        remedy: "give each its own name: --name left right", category: .usage)
    }
    return result
  }

  /// A name that a rig, and a file, can have: of another program's name, what else there is in it
  /// becomes dashes.
  private static func safe(_ name: String) -> String {
    let kept = name.unicodeScalars.prefix(64).map { scalar -> Character in
      switch scalar {
      case "0"..."9", "A"..."Z", "a"..."z", "-", "_", ".": Character(scalar)
      default: "-"
      }
    }
    let text = String(kept)
    return text.isEmpty ? "camera" : text.hasPrefix(".") ? "-" + text.dropFirst() : text
  }

  /// The input with some of its cameras alone.
  ///
  /// - Parameter names: which.
  /// - Returns: their geometries, in the order of the names.
  /// - Throws: a failure that suggests a known name.
  public func cameras(named names: [String]) throws(Failure) -> [CalibratedCamera] {
    if names.isEmpty { return cameras }
    var chosen: [CalibratedCamera] = []
    for name in names {
      guard let camera = cameras.first(where: { $0.name == name }) else {
        throw Failure(
          "there is no camera \"\(name)\"", at: .argument("--camera"),
          remedy: Suggestion.remedy(for: name, among: cameras.map(\.name)), category: .usage)
      }
      chosen.append(camera)
    }
    return chosen
  }
}

extension RigDescription {
  fileprivate func renamed(_ names: [String]) -> RigDescription {
    var rig = self
    for (index, name) in names.enumerated() { rig.cameras[index].name = name }
    return rig
  }
}
