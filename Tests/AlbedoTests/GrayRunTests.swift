import Albedo
import Foundation
import TestSupport
import Testing

/// A downlink of two cameras without colour filters: one sends 12 bits, one compands to 8.
@Suite struct GrayRunTests {
  private let folder = TemporaryFolder()
  private let size = Size(61, 37)
  private let pipeline = Places.package + "/Pipelines/develop-gray.yaml"

  /// Light from 0 to above white, in linear codes.
  private var linear: Plane<UInt16> {
    Plane(size: size) { y, row in
      for x in row.indices { row[x] = UInt16(min(4095, 40 + x * 60 + y * 30)) }
    }
  }

  /// A binary PGM of a depth; one of more than 8 bits has two bytes a code, the higher one first.
  private func pgm(_ codes: Plane<UInt16>, largest: Int) -> Data {
    var bytes = Array("P5\n\(codes.width) \(codes.height)\n\(largest)\n".utf8)
    for y in 0..<codes.height {
      for x in 0..<codes.width {
        if largest > 255 { bytes.append(UInt8(codes[x, y] >> 8)) }
        bytes.append(UInt8(codes[x, y] & 255))
      }
    }
    return Data(bytes)
  }

  private func camera(_ name: String, _ sensor: String) -> String {
    """
      - name: \(name)
        sensor: {width: 61, height: 37, pattern: none, black: 40, white: 3900, \(sensor)}
        intrinsics: {focalX: 60, focalY: 60, centreX: 30, centreY: 18}
        pose: {position: [0, 0, 1], quaternion: [0.5, -0.5, 0.5, -0.5]}
        calibration: {badPixels: bad.yaml, flat: flat.pgm, dark: dark.pgm}

    """
  }

  private func prepare() throws -> String {
    let short = Plane<UInt16>(size: size) { y, row in
      for x in row.indices {
        row[x] = UInt16((255 * (Double(linear[x, y]) / 4095).squareRoot()).rounded())
      }
    }
    try folder.write(pgm(linear, largest: 4095), to: "gray/wide.pgm")
    try folder.write(pgm(short, largest: 255), to: "gray/short.pgm")
    try folder.write(pgm(Plane(size: size, repeating: 2000), largest: 4095), to: "gray/flat.pgm")
    try folder.write(pgm(Plane(size: size, repeating: 44), largest: 4095), to: "gray/dark.pgm")
    try folder.write("version: 1\npixels:\n  - [30, 18]\n", to: "gray/bad.yaml")
    try folder.write(
      "version: 1\nname: gray\ncameras:\n" + camera("wide", "validBits: 12")
        + camera("short", "validBits: 8, companding: {kind: square-root, linearBits: 12}"),
      to: "gray/rig.yaml")
    try folder.write(
      """
      version: 1
      name: pass
      rig: rig.yaml
      simulated: true
      frames:
        - {id: W, camera: wide, file: wide.pgm}
        - {id: S, camera: short, file: short.pgm}
      """, to: "gray/downlink.yaml")
    return folder.path + "/gray"
  }

  private func run(_ pipeline: String, _ words: String...) throws -> Program.Result {
    try Program.run(["run", pipeline, try prepare(), "-o", folder.path + "/out"] + words)
  }

  private func codes(_ name: String) throws -> (picture: DecodedPicture, codes: Plane<UInt8>) {
    let path = folder.path + "/out/pass/\(name)/picture.png"
    let picture = try Codec.decode(try Files.read(path), file: path)
    guard case .u8(let planes) = picture.samples else {
      throw Failure("no picture of 8 bits", at: .file(path))
    }
    return (picture, planes[0])
  }

  @Test func framesBecomeGreyPictures() throws {
    let result = try run(pipeline)
    #expect(result.status == 0, "\(result.talk)")
    for (name, tolerance) in [("W", 1.0), ("S", 4.0)] {
      let (picture, codes) = try codes(name)
      #expect(picture.channels == .gray && codes.size == size)
      for y in 0..<size.height {
        for x in 0..<size.width {
          let light = max(0, min(1, (Double(linear[x, y]) - 40) / (3900 - 40)))
          let wanted = 255 * ToneCodes.sRGB(light)
          #expect((Double(codes[x, y]) - wanted).magnitude <= tolerance, "\(name) \(x) \(y)")
        }
      }
    }
    let record = try JSONValue.parse(
      try Files.readText(folder.path + "/out/pass/W/run.json", limit: 1 << 20))
    let defects = record["inputs"]?.elements?.first?["defects"]
    let saturated = (0..<size.area).count { linear[$0 % 61, $0 / 61] >= 3900 }
    #expect(defects?["saturated"]?.integerValue == saturated && saturated > 0)
  }

  /// All that may stand between a grey frame and its picture, by both engines and every
  /// instruction set.
  @Test func calibratedFramesHaveTheSameBitsEverywhere() throws {
    let calibrated = try folder.write(
      """
      version: 1
      name: calibrate-gray
      over: frame
      stages:
        - {id: light, use: decode-gray}
        - {id: dark, use: dark, inputs: light}
        - {id: even, use: flat, inputs: dark}
        - {id: whole, use: vignetting, inputs: even, with: {coefficients: [-0.2, 0, 0]}}
        - {id: sound, use: bad-pixels, inputs: whole, checkpoint: true}
        - {id: toned, use: tone, inputs: sound, with: {curve: stretch}}
        - {id: picture, use: encode, inputs: toned}
        - {id: mask, use: encode, inputs: sound, with: {content: defects}}
      """, to: "calibrate-gray.yaml")
    let downlink = try prepare()
    var reference: [String: Data]?
    for isa in InstructionSet.supported {
      for (engine, jobs) in [("plain", "1"), ("fast", "2"), ("fast:7", "2")] {
        let output = TemporaryFolder()
        let result = try Program.run(
          "run", calibrated, downlink, "-o", output.path, "--engine", engine, "--jobs", jobs,
          environment: ["ALBEDO_ISA": isa.rawValue])
        #expect(result.status == 0, "\(result.talk)")
        let products = try TinyDownlink.products(output.path)
        #expect(products.count == 4)
        if let reference { #expect(products == reference, "\(isa) \(engine)") }
        reference = reference ?? products
        let path = output.path + "/pass/W/mask.png"
        let mask = try Codec.decode(try Files.read(path), file: path)
        #expect(mask.code(0, 30, 18) == Int(Defects.badPixel.rawValue))
      }
    }
  }

  @Test func coloursAreNotAskedOfThem() throws {
    let result = try run(Places.package + "/Pipelines/develop.yaml")
    #expect(result.status == 3)
    #expect(result.talk.contains("wide.pgm: error: frame W: stage raw: frame W: camera \"wide\""))
    #expect(result.talk.contains("has no colour filters\n  remedy: use decode-gray"))
    let wired = try folder.write(
      """
      version: 1
      name: wrong
      over: frame
      stages:
        - {id: light, use: decode-gray}
        - {id: color, use: debayer, inputs: light}
        - {id: picture, use: encode, inputs: color}
      """, to: "wrong.yaml")
    let check = try Program.run("check", wired)
    #expect(check.status == 65 && check.talk.contains("wrong.yaml:6:39: error"), "\(check.talk)")
  }

  @Test func coloursAreNotSaidOfThem() throws {
    let downlink = try prepare()
    let (rig, picture) = (downlink + "/rig.yaml", downlink + "/wide.pgm")
    let words = [
      ["apply", "flat", picture, "-o", folder.path + "/x.png", "--rig", rig, "--camera", "wide"],
      ["rig", "check", rig, picture, downlink + "/flat.pgm"],
    ]
    for words in words {
      let result = try Program.run(words + ["--cfa", "RGGB"])
      #expect(result.status == 64, "\(result.talk)")
      #expect(result.talk.contains("--cfa: error: camera \"wide\" has no colour filters"))
    }
    let even = try Program.run(words[0])
    #expect(even.status == 0, "\(even.talk)")
  }

  /// One stage on plain files: codes stay as they are, and light of one channel gets a tone curve.
  @Test func plainFilesAreTaken() throws {
    let input = try prepare() + "/wide.pgm"
    let copy = folder.path + "/copy.png"
    let decoded = try Program.run("apply", "decode-gray", input, "-o", copy)
    #expect(decoded.status == 0, "\(decoded.talk)")
    let picture = try Codec.decode(try Files.read(copy), file: copy)
    for x in 0..<size.width { #expect(picture.code(0, x, 3) == Int(linear[x, 3])) }
    let toned = folder.path + "/toned.png"
    let result = try Program.run("apply", "tone", copy, "-o", toned)
    #expect(result.status == 0, "\(result.talk)")
    #expect(try Codec.decode(try Files.read(toned), file: toned).channels == .gray)
  }
}
