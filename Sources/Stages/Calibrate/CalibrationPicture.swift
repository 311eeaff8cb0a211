import Codecs
import Diagnostics
import Files
import Kernels
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

  /// The picture, with what its codes mean.
  ///
  /// - Parameter origin: the camera, and where to keep what was read.
  /// - Returns: codes; worked out once a run.
  /// - Throws: a failure when the file is no picture of one channel, or not the camera's.
  func codes(for origin: Origin) throws(Failure) -> CalibrationCodes {
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
      let linear = levels ?? .codes(bits: picture.validBits)
      let linearBits = linear.companding.linearBits ?? linear.validBits
      let scale = Float(sign: .plus, exponent: picture.validBits - linearBits, significand: 1)
      return CalibrationCodes(
        codes: codes, black: linear.black.map { black.map { Float($0) } ?? $0 * scale },
        range: linear.black.map { (linear.white - $0) * scale })
    }
  }
}

/// Codes of a picture that was measured of a camera, and what they mean.
struct CalibrationCodes: Sendable {
  /// A code for each pixel.
  let codes: Plane<UInt16>
  /// The code of no light at each site.
  let black: [Float]
  /// Codes from there to what is white in frames.
  let range: [Float]

  /// The picture as light, 0 to 1 between the black and white of the frames.
  var light: Plane<Float> {
    Plane(size: codes.size) { y, row in
      let source = codes.row(y)
      for x in row.indices {
        let site = (y & 1) * 2 + (x & 1)
        row[x] = (Float(source[x]) - black[site]) / range[site]
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

/// A stage that corrects light of one plane pixel by pixel.
protocol CorrectingStage: BandStage {
  /// What it does, and what it finds to be no data.
  ///
  /// - Parameter size: of the frames.
  /// - Returns: maps as large as frames are.
  /// - Throws: a failure when a map does not cover the frames.
  func correction(size: Size) throws(Failure) -> (LightCorrection, marks: Plane<UInt8>?)
}

extension CorrectingStage {
  /// Corrects light, behind a Bayer filter or without colour.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let (correction, marks) = try correction(size: size)
    @Sendable func corrected<D: Domain>(_ band: Frame<D>) -> Frame<D>
    where D.Samples == Plane<Float> {
      let region = Region(x: 0, y: band.rows.lowerBound, width: size.width, height: band.rows.count)
      return Frame<D>(
        correction.applied(to: band.samples, firstRow: band.rows.lowerBound), rows: band.rows,
        of: band.size,
        validity: marks.map { band.validity.union(Validity($0.view(region))) } ?? band.validity,
        properties: band.properties)
    }
    return BandWork(
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
