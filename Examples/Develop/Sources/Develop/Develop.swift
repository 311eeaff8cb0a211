import Albedo

/// Develops the frames of a downlink in a pipeline of its own, and adds up what was clipped.
///
///     swift run Develop ../../SampleFrames /tmp/developed
@main struct Develop {
  static let pipeline = """
    version: 1
    name: example
    over: frame
    stages:
      - {id: raw, use: decode, with: {damage: salvage}}
      - {id: codes, use: decompand, inputs: raw}
      - {id: light, use: black-level, inputs: codes}
      - {id: color, use: debayer, inputs: light}
      - {id: balanced, use: white-balance, inputs: color}
      - {id: toned, use: tone, inputs: balanced, with: {curve: stretch}}
      - {id: picture, use: encode, inputs: toned, with: {format: jpeg}}
    """

  static func main() throws {
    guard CommandLine.arguments.count == 3 else {
      print("usage: Develop DOWNLINK OUTPUT")
      return
    }
    let downlink = try DownlinkFolder.load(CommandLine.arguments[1])
    let plan = try Plan(yaml: pipeline, file: "example.yaml", catalogue: .standard)
    let runner = Runner(
      plan: plan, downlink: downlink, output: CommandLine.arguments[2],
      engine: .fast(threads: 2), program: .current)
    for item in try runner.items() {
      let result = runner.run(item)
      print("\(item.id): \(result.statusName)", result.outputs.joined(separator: " "))
    }
    for frame in downlink.frames where frame.gaps.isEmpty {
      let path = try downlink.path(of: frame)
      let picture = try Codec.decode(try Files.read(path), file: path)
      print("\(frame.id): \(clipped(picture)) codes at the largest value")
    }
  }

  /// Counts the largest code of a picture, through the library's own planes.
  static func clipped(_ picture: DecodedPicture) -> Int {
    switch picture.samples {
    case .u8(let planes): count(planes, UInt8((1 << picture.validBits) - 1))
    case .u16(let planes): count(planes, UInt16((1 << picture.validBits) - 1))
    default: 0
    }
  }

  /// How often a code stands in planes.
  static func count<S: Sample>(_ planes: [Plane<S>], _ largest: S) -> Int {
    var count = 0
    for plane in planes {
      for y in 0..<plane.height {
        let row = plane.row(y)
        for x in row.indices where row[x] == largest { count += 1 }
      }
    }
    return count
  }
}
