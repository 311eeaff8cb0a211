import Codecs
import Diagnostics
import Raster
import Rig

/// How the planes of a simulation become files.
struct PictureFiles: Sendable {
  /// A frame as it is sent.
  struct SentFrame {
    var bytes: [UInt8]
    /// How its file's name ends.
    var ending: String
    /// Where the file does not say it.
    var layout: String?
  }

  /// Of JPEG, 1 to 100.
  let quality: Int
  /// Texts that every PNG and JPEG carries.
  let texts: [DecodedPicture.Text]
  /// How hard PNG are compressed: thousands of frames are written sooner than read.
  private let level: Int

  init(_ scene: SceneDescription) {
    quality = scene.jpegQuality
    level = scene.quality == .reference ? 9 : 1
    texts = [
      DecodedPicture.Text("Software", "albedo simulate"),
      DecodedPicture.Text("Source", "simulated"),
      DecodedPicture.Text(
        "Description", "Simulated: scene \(scene.name), seed \(scene.seed). No camera took this."),
    ]
  }

  /// A frame as it is sent.
  ///
  /// - Parameters:
  ///   - linear: codes of the sensor, not companded.
  ///   - camera: which took it.
  ///   - format: fits the depth of the camera's codes.
  /// - Returns: the file.
  /// - Throws: a failure where codes cannot be stored.
  func frame(
    _ linear: Plane<UInt16>, _ camera: Camera, as format: SceneDescription.Format
  ) throws(Failure) -> SentFrame {
    let codes = Compander(camera.sensor).compressed(linear)
    let bits = camera.sensor.validBits
    switch format {
    case .png: return SentFrame(bytes: try png(codes, validBits: bits), ending: "png")
    case .jpeg:
      let picture = try OnBoardDevelopment(camera).planes(of: linear)
      return SentFrame(bytes: try jpeg(picture.planes), ending: "jpg")
    case .jpegMosaic: return SentFrame(bytes: try jpeg([narrow(codes)]), ending: "jpg")
    case .raw, .raw12:
      let packing: RawLayout.Packing = format == .raw12 ? .raw12 : bits <= 8 ? .u8 : .u16le
      let layout = RawLayout(size: codes.size, packing: packing)
      return SentFrame(
        bytes: try RawWriter.encode(codes, layout: layout), ending: "raw",
        layout: "\(codes.width)x\(codes.height):\(packing.rawValue)")
    }
  }

  /// A JPEG of one plane or three, whose rows of blocks do without one another.
  private func jpeg(_ planes: [Plane<UInt8>]) throws(Failure) -> [UInt8] {
    try JPEGWriter.encode(
      planes,
      options: JPEGWriter.Options(
        quality: quality, subsampling: .both, restartRows: 1, texts: texts))
  }

  private func narrow(_ codes: Plane<UInt16>) -> Plane<UInt8> {
    Plane(size: codes.size) { y, out in
      let row = codes.row(y)
      for x in row.indices { out[x] = UInt8(truncatingIfNeeded: row[x]) }
    }
  }

  /// A PNG of 8 or 16 bits.
  func png(_ codes: Plane<UInt16>, validBits: Int) throws(Failure) -> [UInt8] {
    let options = PNGWriter.Options(
      level: level, validBits: validBits == 8 || validBits == 16 ? nil : validBits,
      isMosaic: true, texts: texts)
    if validBits > 8 { return try PNGWriter.encode([codes], options: options) }
    return try PNGWriter.encode([narrow(codes)], options: options)
  }

  /// A PNG that says what pixels show: 0 sky, 1 ground, 2 rover, 3 shovel, 4 regolith.
  func parts(_ parts: Plane<UInt8>) throws(Failure) -> [UInt8] {
    try PNGWriter.encode([parts], options: PNGWriter.Options(level: level, texts: texts))
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
