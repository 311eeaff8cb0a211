import Codecs
import Diagnostics
import Raster

/// Codes of a sensor, as a file held them.
public struct SensorCodes: Sendable {
  /// A code for each pixel.
  public var samples: Plane<UInt16>
  /// What of them is data.
  public var validity: Validity
  /// What they mean.
  public var levels: Levels

  /// The codes behind a colour filter array.
  public func mosaic(_ pattern: BayerPattern) -> Frame<Mosaic> {
    Frame(samples, validity: validity, properties: .init(pattern: pattern, levels: levels))
  }
}

/// Turns a decoded file into codes of a sensor, and says why when it holds none.
public struct CodeReading: Sendable {
  /// The path of the file, for messages.
  public var file: String
  /// What the codes mean; nil takes the file's own depth, black 0 and the largest code as white.
  public var levels: Levels?
  /// Geometry of a file without a header: `1920x1080:u10le`.
  public var layout: String?
  /// Whether the mosaic is stored as RGB with equal channels.
  public var isInRGB = false
  /// The size that the sensor has, where it is known.
  public var sensorSize: Size?

  /// Readies the reading of a file.
  public init(file: String, levels: Levels? = nil) {
    self.file = file
    self.levels = levels
  }

  /// The codes in a file.
  ///
  /// - Parameters:
  ///   - bytes: the content of the file.
  ///   - companion: reads the pixels of a PDS3 label that stands alone.
  /// - Returns: the codes, and what the decoder complained about.
  /// - Throws: a failure that points into the file.
  public func codes(
    _ bytes: [UInt8], companion: Codec.Companion? = nil
  ) throws(Failure) -> (codes: SensorCodes, warnings: [String]) {
    let picture: DecodedPicture
    if let layout {
      picture = try RawCodec.decode(bytes, layout: try RawLayout(parsing: layout), file: file)
    } else {
      picture = try Codec.decode(bytes, file: file, companion: companion)
    }
    return (try codes(of: picture, validity: nil), picture.warnings.messages)
  }

  private func codes(
    of picture: DecodedPicture, validity: Validity?
  ) throws(Failure) -> SensorCodes {
    let codes = try plane(of: picture)
    if let sensorSize, sensorSize != codes.size {
      throw Failure(
        "the picture has \(codes.size) pixels, the camera \(sensorSize)", at: .file(file),
        remedy: "name the camera that took it, or correct width and height in the rig")
    }
    let levels = levels ?? .codes(bits: picture.validBits)
    try checkDepth(codes, bits: levels.validBits)
    let known = picture.markingMissing(codes, validity ?? Validity(allValid: codes.size))
    return SensorCodes(samples: codes, validity: known, levels: levels)
  }

  /// What can be trusted of the codes in a damaged file; the rest is marked lost.
  ///
  /// - Parameters:
  ///   - bytes: the content of the file, lost bytes keeping their place.
  ///   - gaps: bytes that are known to be lost.
  ///   - companion: reads the pixels of a PDS3 label that stands alone.
  /// - Returns: the codes, what is wrong with the file, and whether checksums locate all of it.
  /// - Throws: a failure where nothing can be had.
  public func salvaged(
    _ bytes: [UInt8], gaps: [Range<Int>], companion: Codec.Companion? = nil
  ) throws(Failure) -> (codes: SensorCodes, warnings: [String], isChecked: Bool) {
    let salvaged: SalvagedPicture
    if let layout {
      salvaged = try RawCodec.salvage(
        bytes, layout: try RawLayout(parsing: layout), gaps: gaps, file: file)
    } else {
      salvaged = try Codec.salvage(bytes, gaps: gaps, file: file, companion: companion)
    }
    let codes = try codes(of: salvaged.picture, validity: salvaged.validity)
    let warnings = salvaged.damage + salvaged.picture.warnings.messages
    return (codes, warnings, salvaged.isChecked)
  }

  private func plane(of picture: DecodedPicture) throws(Failure) -> Plane<UInt16> {
    if picture.channels == .rgb, isInRGB {
      return try picture.singlePlaneOfEqualChannels(file: file).codes(in: file)
    }
    guard picture.channels == .gray else {
      throw Failure(
        "a \(picture.channels.rawValue) picture holds no codes of a sensor", at: .file(file),
        remedy: picture.channels == .rgb
          ? "say mosaicFromRGB (--mosaic-from-rgb) if the channels are copies of one mosaic; a "
            + "picture that was developed on board holds no codes"
          : "give a picture of one channel")
    }
    return try picture.codes(in: file)
  }

  /// A code beyond the declared depth shows that the declaration is wrong.
  private func checkDepth(_ codes: Plane<UInt16>, bits: Int) throws(Failure) {
    if bits >= 16 { return }
    let limit = UInt16(1 << bits)
    for y in 0..<codes.height {
      let row = codes.row(y)
      for x in row.indices where row[x] >= limit {
        throw Failure(
          "code \(row[x]) at column \(x) does not fit \(bits) bits", at: .row(file: file, row: y),
          remedy: "declare the depth that the file has (validBits in the rig, --bits here)")
      }
    }
  }
}

extension DecodedPicture {
  /// The codes of a picture of one channel, as 16 bits.
  func codes(in file: String) throws(Failure) -> Plane<UInt16> {
    switch samples {
    case .u16(let planes): return planes[0]
    case .u8(let planes):
      let narrow = planes[0]
      return Plane(size: narrow.size) { y, row in
        let source = narrow.row(y)
        for x in source.indices { row[x] = UInt16(source[x]) }
      }
    case .f32:
      throw Failure(
        "a picture of floating-point numbers holds no sensor codes", at: .file(file),
        remedy: "give a picture of whole numbers")
    }
  }
}
