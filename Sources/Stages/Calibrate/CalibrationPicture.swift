import Codecs
import Diagnostics
import Files
import Pipeline
import Raster
import Settings

/// A picture that was measured of a camera: its flat or its dark.
///
/// Codes are linear, black included, at the scale of the file: where the sensor's linear codes have
/// 12 bits and the file says 16, a code of the file is 16 of the sensor's.
struct CalibrationPicture {
  /// The path of the file.
  let file: String
  /// What it is, for messages: `flat`, `dark`.
  let kind: String
  /// Code of no light at the scale of the file, instead of the camera's.
  var black: Double?

  /// The picture as light, 0 to 1 between the black and white of the frames.
  ///
  /// - Parameter origin: the camera, and where to keep what was read.
  /// - Returns: a plane; worked out once a run.
  /// - Throws: a failure when the file is no picture of one channel, or not the camera's.
  func light(for origin: Origin) throws(Failure) -> Plane<Float> {
    let levels = origin.levels
    let name = "\(kind) \(black.map { "\($0)" } ?? "") \(levels.map { "\($0)" } ?? "")"
    return try origin.sideFiles.value(of: file, as: name) { bytes throws(Failure) in
      let picture = try Codec.decode(bytes, file: file)
      guard picture.channels == .gray else {
        throw Failure(
          "a \(picture.channels.rawValue) picture is no \(kind) of a sensor", at: .file(file),
          remedy: "give the mean mosaic as a picture of one channel")
      }
      let codes = try picture.codes(in: file)
      if let size = origin.camera?.sensor.size, size != codes.size {
        throw Failure(
          "the \(kind) has \(codes.size) pixels, the camera \(size)", at: .file(file),
          remedy: "name the file that belongs to the camera \(origin.camera?.name ?? "")")
      }
      return light(codes, bits: picture.validBits, levels)
    }
  }

  private func light(_ codes: Plane<UInt16>, bits: Int, _ levels: Levels?) -> Plane<Float> {
    let linear = levels ?? .codes(bits: bits)
    let linearBits = linear.companding.linearBits ?? linear.validBits
    let scale = Float(sign: .plus, exponent: bits - linearBits, significand: 1)
    let blacks = linear.black.map { black.map { Float($0) } ?? $0 * scale }
    let range = linear.black.map { (linear.white - $0) * scale }
    return Plane<Float>(size: codes.size) { y, row in
      let source = codes.row(y)
      for x in row.indices {
        let site = (y & 1) * 2 + (x & 1)
        row[x] = (Float(source[x]) - blacks[site]) / range[site]
      }
    }
  }
}

extension Failure {
  /// A stage is run before it was told what it needs of the rig.
  static func unresolved(_ stage: String) -> Failure {
    Failure(
      "\(stage) was not told which camera took the frame",
      remedy: "ask for resolved(for:) first", category: .internalError)
  }
}

extension BandWork {
  /// Work on light of one plane, behind a Bayer filter or without colour, pixel by pixel.
  ///
  /// - Parameters:
  ///   - size: of input and output.
  ///   - unknown: the defects that are found of some rows; nil where there are none.
  ///   - correct: corrects some rows.
  init(
    lightOf size: Size, unknown: @escaping @Sendable (Range<Int>) -> Validity? = { _ in nil },
    _ correct: @escaping @Sendable (Plane<Float>, Range<Int>) -> Plane<Float>
  ) {
    @Sendable func corrected<D: Domain>(_ band: Frame<D>) -> Frame<D>
    where D.Samples == Plane<Float> {
      Frame<D>(
        correct(band.samples, band.rows), rows: band.rows, of: band.size,
        validity: unknown(band.rows).map { band.validity.union($0) } ?? band.validity,
        properties: band.properties)
    }
    self.init(
      outputSize: size, inputRows: { $0 },
      process: { frame, rows in
        if let frame = frame as? Frame<LinearGray> { return corrected(frame.band(rows)) }
        return corrected(Frame<Radiance>(erased: frame).band(rows))
      })
  }
}

extension Plane {
  /// The plane as large as frames are, of which the frame's first pixel stands at a place.
  ///
  /// - Throws: a failure when the plane does not cover the frame.
  func covering(
    _ size: Size, at place: [Int], kind: String, file: String?
  ) throws(Failure) -> Plane<S> {
    let region = Region(x: place[0], y: place[1], width: size.width, height: size.height)
    guard self.size.bounds.contains(region) else {
      throw Failure(
        "the \(kind) of \(self.size) does not cover frames of \(size) at \(place)",
        at: file.map { .file($0) },
        remedy: "give a \(kind) of the frame's size, or say where the frame lies in it (at)")
    }
    return view(region)
  }
}
