import Diagnostics
import Downlink
import Files
import Raster
import Rig
import Settings

extension Item {
  /// The items of a downlink that a pipeline works on, in the order of the file.
  ///
  /// - Parameters:
  ///   - downlink: the frames there are.
  ///   - over: frames, pairs or collections.
  /// - Returns: at least one item.
  /// - Throws: a failure when there is nothing of that kind, or a path leads out of the folder.
  public static func items(
    of downlink: DownlinkFolder, over: PipelineFile.Over
  ) throws(Failure) -> [Item] {
    let name = downlink.description.name
    let sideFiles = SideFiles()
    let findings = Dictionary(grouping: downlink.findings, by: \.frame)
    func origin(_ frame: FrameDescription) throws(Failure) -> Origin {
      var origin = try Origin(frame, in: downlink)
      origin.sideFiles = sideFiles
      origin.findings = findings[frame.id] ?? []
      return origin
    }
    var items: [Item] = []
    switch over {
    case .frame:
      for frame in downlink.frames {
        items.append(
          Item(
            id: frame.id, group: frame.collection ?? name,
            frames: [try origin(frame)]))
      }
    case .pair:
      for pair in downlink.pairs {
        items.append(
          Item(
            id: pair.id, group: pair.first.collection ?? name,
            frames: [try origin(pair.first), try origin(pair.second)]))
      }
    case .collection:
      for collection in downlink.collections {
        var frames: [Origin] = []
        for frame in collection.frames { frames.append(try origin(frame)) }
        items.append(Item(id: collection.id, group: name, frames: frames))
      }
    }
    guard !items.isEmpty else {
      throw Failure(
        "the downlink has no \(over.rawValue)s to work on", at: .file(downlink.folder),
        remedy: over == .pair
          ? "name pairs in downlink.yaml, or raise pairToleranceMs"
          : "name the collection of each frame in downlink.yaml")
    }
    return items
  }
}

extension Origin {
  /// The origin of a frame of a downlink.
  ///
  /// - Parameters:
  ///   - frame: what the downlink says of it.
  ///   - downlink: the folder and the rig.
  /// - Throws: a failure when the camera is unknown or the path leads out of the folder.
  public init(_ frame: FrameDescription, in downlink: DownlinkFolder) throws(Failure) {
    let camera = try downlink.camera(of: frame)
    self.init(
      frameID: frame.id, file: try downlink.path(of: frame), camera: camera,
      role: frame.role.rawValue, pattern: frame.pattern(of: camera),
      levels: frame.levels(of: camera), layout: frame.layout,
      isMosaicInRGB: frame.mosaicFromRGB, isSimulated: downlink.description.simulated)
    receiptDigest = frame.sha256
    gaps = frame.gaps.map(\.range)
    exposure = frame.exposure
    gain = frame.gain
    (clock, armAngle) = (frame.clock, frame.armAngle)
    shovels = downlink.rig.shovels
    rigFolder = Files.folder(of: Files.join(downlink.folder, downlink.description.rig))
  }

  /// Everything that was said of the frame and may change the result, for the cache key.
  var canonical: JSONValue {
    let levels: JSONValue =
      levels.map { levels in
        [
          "black": .array(levels.black.map { .number(Double($0)) }),
          "white": .number(Double(levels.white)), "validBits": .integer(levels.validBits),
          "companding": .string(levels.companding.canonicalText),
        ]
      } ?? .null
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    let gaps = gaps.map { JSONValue.array([.integer($0.lowerBound), .integer($0.count)]) }
    return .object([
      ("frame", .string(frameID)), ("role", role.map { .string($0) } ?? .null),
      ("pattern", pattern.map { .string($0.rawValue) } ?? .null), ("levels", levels),
      ("layout", layout.map { .string($0) } ?? .null), ("mosaicFromRGB", .bool(isMosaicInRGB)),
      ("simulated", .bool(isSimulated)), ("gaps", .array(gaps)),
      ("marks", .array(findings.map { .string($0.mark.rawValue) })),
      ("exposure", number(exposure)), ("gain", .number(gain)), ("clock", number(clock)),
      ("armAngle", number(armAngle)),
      ("camera", camera.map { Camera.table.resolved($0) } ?? .null),
      ("shovels", .array(shovels.map { Shovel.table.resolved($0) })),
    ])
  }
}

extension Companding {
  /// The companding with everything that decides linear codes.
  fileprivate var canonicalText: String {
    switch self {
    case .linear: name
    case .squareRoot(let linearBits): "\(name) \(linearBits)"
    case .table(let table, let linearBits):
      "\(name) \(linearBits) \(Digest(of: table.map { "\($0)" }.joined(separator: ",")))"
    }
  }
}
