import Diagnostics
import Raster

/// PDS3 images in.
enum PDSReader {
  /// Reads label, then pixels.
  ///
  /// - Parameters:
  ///   - bytes: all of a file that begins with a label.
  ///   - file: what messages call it.
  ///   - limits: what is refused before memory is taken.
  ///   - companion: reads the file of a name in the folder of the label.
  /// - Returns: the lines before the first error, and the error.
  /// - Throws: where no pixels are to be had.
  static func read(
    _ bytes: [UInt8], file: String, limits: Limits, companion: Codec.Companion? = nil
  ) throws(Failure) -> PartialPicture {
    let label = try PDSLabel(parsing: bytes, file: file)
    let image = try PDSImage(label, file: file, limits: limits)
    guard let name = image.pointer.name else {
      let pass = PDSPass(bytes: bytes, image: image, file: file)
      return try pass.run(texts: texts(label))
    }
    guard let companion else {
      throw Failure(
        "the PDS3 label stands alone, its pixels are in \(name)", at: .file(file),
        remedy: "give a product whose label stands in the same file as its pixels")
    }
    let pass = PDSPass(bytes: try companion(name), image: image, file: name)
    return try pass.run(texts: texts(label))
  }

  /// What of a label goes along with the picture.
  private static let keys = [
    "PRODUCT_ID", "DATA_SET_ID", "MISSION_NAME", "INSTRUMENT_HOST_ID", "INSTRUMENT_ID",
    "INSTRUMENT_NAME", "INSTRUMENT_SERIAL_NUMBER", "FRAME_ID", "IMAGE_TYPE", "TARGET_NAME",
    "START_TIME", "STOP_TIME", "IMAGE_TIME", "SPACECRAFT_CLOCK_START_COUNT",
    "SPACECRAFT_CLOCK_STOP_COUNT", "LOCAL_TRUE_SOLAR_TIME", "PLANET_DAY_NUMBER",
    "FILTER_NAME", "FILTER_NUMBER", "EXPOSURE_DURATION", "EXPOSURE_DURATION_COUNT",
    "GAIN_NUMBER", "SAMPLE_BIT_MASK", "INVALID_CONSTANT", "MISSING_CONSTANT",
  ]

  private static func texts(_ label: PDSLabel) -> [DecodedPicture.Text] {
    keys.compactMap { key in
      label.root.firstValue(of: key).map { DecodedPicture.Text(key, $0.description) }
    }
  }
}

/// One reading of the pixels of one file.
private struct PDSPass {
  let bytes: [UInt8]
  let image: PDSImage
  let file: String

  func run(texts: [DecodedPicture.Text]) throws(Failure) -> PartialPicture {
    guard image.pointer.offset < bytes.count else {
      throw Failure(
        "the PDS3 label: the image begins at byte \(image.pointer.offset), the file has"
          + " \(bytes.count)",
        at: .byte(file: file, offset: bytes.count),
        remedy: "fetch the rest of the file, or correct ^IMAGE")
    }
    var result: PartialPicture
    if image.sample.kind == .real {
      let stack = PlaneStack<Float>(size: image.size, count: image.bands)
      let (rows, failure) = fill(stack) { bytes, offset, _, _ throws(Failure) in
        Float(bitPattern: image.sample.word(bytes, at: offset))
      }
      result = partial(.f32(stack.planes), bits: 32, rows, failure)
    } else if image.sample.byteCount == 1 {
      let stack = PlaneStack<UInt8>(size: image.size, count: image.bands)
      let (rows, failure, seen) = codes(stack)
      result = partial(.u8(stack.planes), bits: 8, rows, failure, seen: seen)
    } else {
      let stack = PlaneStack<UInt16>(size: image.size, count: image.bands)
      let (rows, failure, seen) = codes(stack)
      result = partial(.u16(stack.planes), bits: 16, rows, failure, seen: seen)
    }
    result.picture.texts = texts
    return result
  }

  /// Reads whole numbers; one that the plane cannot hold ends the picture.
  private func codes<S: Sample & FixedWidthInteger & UnsignedInteger>(
    _ stack: PlaneStack<S>
  ) -> (rows: Int, failure: Failure?, seen: Int) {
    var seen = 0
    let (rows, failure) = fill(stack) { bytes, offset, x, y throws(Failure) in
      let code = image.sample.code(bytes, at: offset)
      guard let stored = S(exactly: code) else { throw unfit(code, Int(S.max), x, y) }
      seen |= code
      return stored
    }
    return (rows, failure, seen)
  }

  private func unfit(_ code: Int, _ most: Int, _ x: Int, _ y: Int) -> Failure {
    Failure(
      "PDS3: the code \(code) at column \(x), line \(y) is "
        + (code < 0 ? "negative" : "above \(most)"),
      at: .row(file: file, row: y),
      remedy: "codes from 0 to \(most) can be read, also where the label says that they are signed")
  }

  /// Fills the lines that are there; the others are 0.
  private func fill<S: Sample & ExpressibleByIntegerLiteral>(
    _ stack: PlaneStack<S>, _ sample: ([UInt8], Int, Int, Int) throws(Failure) -> S
  ) -> (rows: Int, failure: Failure?) {
    let there = image.lines(within: bytes.count)
    var (y, failure) = (0, nil as Failure?)
    lines: while y < there {
      for band in 0..<image.bands {
        let row = unsafe stack.row(y, of: band)
        let start = image.pointer.offset + image.start(ofLine: y, band: band)
        do throws(Failure) {
          for x in 0..<image.size.width {
            unsafe row[x] = try sample(bytes, start + x * image.step, x, y)
          }
        } catch {
          failure = error
          break lines
        }
      }
      y += 1
    }
    if y < image.size.height { stack.fill(rowsFrom: y, with: 0) }
    if failure == nil, y < image.size.height {
      failure = Failure(
        "PDS3: the image has \(image.size.height) lines, the file holds \(y) of them",
        at: .row(file: file, row: y), remedy: "fetch the rest of the file")
    }
    return (y, failure)
  }

  /// The picture; `seen` has every bit that is set in a code.
  private func partial(
    _ samples: DecodedPicture.Samples, bits: Int, _ rows: Int, _ failure: Failure?, seen: Int = 0
  ) -> PartialPicture {
    var picture = DecodedPicture(
      size: image.size, channels: image.bands == 1 ? .gray : .rgb, samples: samples, bits: bits,
      validBits: min(bits, image.validBits), format: Codec.Format.pds3.rawValue)
    if seen >> picture.validBits != 0 {
      picture.warnings.add(
        "codes have bits above the \(image.validBits) of SAMPLE_BIT_MASK, which is not believed")
      picture.validBits = bits
    }
    return PartialPicture(picture: picture, completeRows: rows, failure: failure)
  }
}
