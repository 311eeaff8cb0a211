import Diagnostics
import Downlink
import Files
import Raster
import Rig

/// Where a frame comes from: its file, its camera, and what was said about it.
public struct Origin: Sendable {
  /// The id of the frame.
  public var frameID: String
  /// The file to read.
  public var file: String
  /// The camera, where a rig says what it is.
  public var camera: Camera?
  /// The other camera of a rectified pair.
  ///
  /// Both have the same focal length and look along the same axes; the way between them lies along
  /// the rows.
  public var partner: Camera?
  /// The role of the frame in its collection, where it has one.
  public var role: String?
  /// Which colour stands where, when the file itself cannot say; nil where nobody says it, and for
  /// a camera without colour filters.
  public var pattern: BayerPattern?
  /// What the codes mean.
  public var levels: Levels?
  /// Geometry of a file without a header: `1920x1080:u10le`.
  public var layout: String?
  /// Whether a mosaic is stored as RGB with equal channels.
  public var isMosaicInRGB: Bool
  /// Whether the frame was made by a simulator.
  public var isSimulated: Bool
  /// The digest that the ground station took of the file when it arrived.
  public var receiptDigest: Digest?
  /// What keeps the frame from being taken at its word.
  public var findings: [FrameFinding] = []
  /// Bytes of the file that were lost on the way, in order; they keep their place.
  public var gaps: [Range<Int>] = []
  /// The exposure, in seconds.
  public var exposure: Double?
  /// The amplification, as a multiple of the one that the rig states.
  public var gain = 1.0
  /// The spacecraft clock at mid-exposure, in seconds.
  public var clock: Double?
  /// The commanded arm angle, in degrees.
  public var armAngle: Double?
  /// The shovels of the rig.
  public var shovels: [Shovel] = []
  /// What light has been multiplied by since white was 1.
  public var lightScale = 1.0
  /// Whether pixels lie elsewhere than where the camera saw them.
  public var isRemapped = false
  /// The folder of the rig, to which the camera's calibration files are relative.
  public var rigFolder: String?
  /// What is read beside frames.
  public var sideFiles = SideFiles()

  /// An origin from its parts; pattern and levels are those of the camera unless given.
  public init(
    frameID: String, file: String, camera: Camera? = nil, role: String? = nil,
    pattern: BayerPattern? = nil, levels: Levels? = nil, layout: String? = nil,
    isMosaicInRGB: Bool = false, isSimulated: Bool = false
  ) {
    self.frameID = frameID
    self.file = file
    self.camera = camera
    self.role = role
    self.pattern = pattern ?? camera?.sensor.pattern
    self.levels = levels ?? camera?.sensor.levels
    self.layout = layout
    self.isMosaicInRGB = isMosaicInRGB
    self.isSimulated = isSimulated
  }
}

extension Origin {
  /// The path of a calibration file of the camera.
  ///
  /// - Parameters:
  ///   - name: what the rig calls it.
  ///   - given: another file, which is taken instead.
  /// - Returns: nil where the rig names no such file.
  /// - Throws: a failure when the path leads out of the rig's folder.
  public func calibration(
    _ name: KeyPath<Camera.Calibration, String?>, unless given: String?
  ) throws(Failure) -> String? {
    if let given { return given }
    guard let file = camera?.calibration[keyPath: name] else { return nil }
    guard let rigFolder else { return file }
    return try SafePath(file).resolved(in: rigFolder)
  }
}

/// What one run of the stages works on: a frame, a pair or a collection.
public struct Item: Sendable {
  /// Its id, safe as a part of a path.
  public var id: String
  /// The collection or downlink that it belongs to, safe as a part of a path.
  public var group: String
  /// Its frames, in the order of the downlink.
  public var frames: [Origin]

  /// An item from its parts.
  public init(id: String, group: String, frames: [Origin]) {
    self.id = id
    self.group = group
    self.frames = frames
  }
}

/// What a written file says about itself.
public struct Provenance: Sendable, Hashable {
  /// Key and value, in the order in which they are written.
  public var entries: [Entry]

  /// A key with its value.
  public struct Entry: Sendable, Hashable {
    /// What is said.
    public var key: String
    /// The value.
    public var value: String
  }

  /// The provenance of a picture.
  ///
  /// - Parameters:
  ///   - frame: the id of the frame it was made of.
  ///   - pipeline: the digest of the pipeline's canonical form, or nil where there was none.
  ///   - isSimulated: whether the frame was made by a simulator.
  ///   - marks: what keeps the frame from being taken at its word; each is written once.
  public init(frame: String, pipeline: String?, isSimulated: Bool, marks: [FrameMark] = []) {
    entries = [
      Entry(key: "Software", value: "albedo \(ProgramVersion.current)"),
      Entry(key: "Source", value: frame),
    ]
    if let pipeline { entries.append(Entry(key: "Pipeline", value: pipeline)) }
    if isSimulated {
      entries.append(Entry(key: "Disclaimer", value: "simulated: not taken by a camera"))
    }
    let names = FrameMark.allCases.filter(marks.contains).map(\.rawValue)
    if !names.isEmpty {
      entries.append(Entry(key: "Warning", value: names.joined(separator: ", ")))
    }
  }
}
