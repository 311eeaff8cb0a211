import Codecs
import Diagnostics
import Raster
import Rig

/// How the planes of a simulation become files.
struct PictureFiles: Sendable {
  let format: SceneDescription.Format
  /// Texts that every PNG carries.
  let texts: [DecodedPicture.Text]

  init(_ scene: SceneDescription) {
    format = scene.format
    texts = [
      DecodedPicture.Text("Software", "albedo simulate"),
      DecodedPicture.Text("Source", "simulated"),
      DecodedPicture.Text(
        "Description", "Simulated: scene \(scene.name), seed \(scene.seed). No camera took this."),
    ]
  }

  /// The ending of frames.
  var ending: String { format == .png ? "png" : "raw" }

  /// A frame as it is sent, and its layout where the file does not say it.
  func frame(
    _ codes: Plane<UInt16>, _ sensor: Sensor
  ) throws(Failure) -> (bytes: [UInt8], layout: String?) {
    switch format {
    case .png: return (try png(codes, validBits: sensor.validBits), nil)
    case .raw, .raw12:
      if format == .raw12 && sensor.validBits != 12 {
        throw Failure(
          "raw12 stores codes of 12 bits, not of \(sensor.validBits)", remedy: "use format: raw")
      }
      let packing: RawLayout.Packing =
        format == .raw12 ? .raw12 : sensor.validBits <= 8 ? .u8 : .u16le
      let layout = RawLayout(size: codes.size, packing: packing)
      let bytes = try RawWriter.encode(codes, layout: layout)
      return (bytes, "\(codes.width)x\(codes.height):\(packing.rawValue)")
    }
  }

  /// A PNG of 8 or 16 bits.
  func png(_ codes: Plane<UInt16>, validBits: Int) throws(Failure) -> [UInt8] {
    let options = PNGWriter.Options(
      level: 9, validBits: validBits == 8 || validBits == 16 ? nil : validBits, texts: texts)
    if validBits > 8 { return try PNGWriter.encode([codes], options: options) }
    let narrow = Plane<UInt8>(size: codes.size) { y, out in
      let row = codes.row(y)
      for x in row.indices { out[x] = UInt8(truncatingIfNeeded: row[x]) }
    }
    return try PNGWriter.encode([narrow], options: options)
  }

  /// A PNG that says what pixels show: 0 sky, 1 ground, 2 rover, 3 shovel, 4 regolith.
  func parts(_ parts: Plane<UInt8>) throws(Failure) -> [UInt8] {
    try PNGWriter.encode([parts], options: PNGWriter.Options(level: 9, texts: texts))
  }

  /// A PFM of every so manieth pixel.
  func depth(_ depth: Plane<Float>, every step: Int) throws(Failure) -> [UInt8] {
    let size = Size((depth.width + step - 1) / step, (depth.height + step - 1) / step)
    return try NetpbmWriter.encode([
      Plane(size: size) { y, out in
        let row = depth.row(y * step)
        for x in 0..<size.width { out[x] = row[x * step] }
      }
    ])
  }
}
