import Diagnostics
import Raster

/// Codes without a header, in a declared layout.
public enum RawCodec {
  /// Decodes one picture.
  ///
  /// - Parameters:
  ///   - bytes: all of the file; what follows the last row is counted as a warning.
  ///   - layout: where the codes lie and how they are stored.
  ///   - file: what messages call the file.
  ///   - limits: what is refused before memory is taken.
  /// - Returns: one plane of codes: 8 bits as `.u8`, more as `.u16`.
  /// - Throws: a failure where a limit is exceeded, the file is too short (with the bytes expected
  ///   and found) or a code has bits above the declared depth (with its byte and row).
  public static func decode(
    _ bytes: [UInt8], layout: RawLayout, file: String, limits: Limits = .default
  ) throws(Failure) -> DecodedPicture {
    try read(bytes, layout: layout, file: file, limits: limits).complete()
  }

  /// Reads the rows that are there; a short file or a wrong code is a failure beside them.
  static func read(
    _ bytes: [UInt8], layout: RawLayout, file: String, limits: Limits
  ) throws(Failure) -> PartialPicture {
    let size = try limits.check(
      width: layout.size.width, height: layout.size.height, at: .file(file))
    var (rows, failure) = available(bytes, layout, file)
    let samples: DecodedPicture.Samples
    if layout.packing == .u8 {
      samples = .u8([narrow(bytes, layout, rows)])
    } else {
      let (plane, wrong) = wide(bytes, layout, rows)
      samples = .u16([plane])
      if let wrong {
        rows = wrong.y
        failure = excess(wrong.x, wrong.y, layout, plane[wrong.x, wrong.y], file)
      }
    }
    var picture = DecodedPicture(
      size: size, channels: .gray, samples: samples, bits: layout.packing.bits, format: "raw")
    let end = layout.byteCount + (layout.stride - layout.rowBytes)
    if bytes.count > end {
      picture.warnings.add("\(bytes.count - end) bytes follow the last row")
    }
    return PartialPicture(picture: picture, completeRows: rows, failure: failure)
  }

  /// Full rows in the file, and the failure where some are missing.
  private static func available(
    _ bytes: [UInt8], _ layout: RawLayout, _ file: String
  ) -> (Int, Failure?) {
    let expected = layout.byteCount
    if bytes.count >= expected { return (layout.size.height, nil) }
    let body = bytes.count - layout.offset
    let rows = body < layout.rowBytes ? 0 : (body - layout.rowBytes) / layout.stride + 1
    return (
      rows,
      Failure(
        "the layout \(layout) takes \(expected) bytes, the file has \(bytes.count)",
        at: .row(file: file, row: rows),
        remedy: "fetch the rest of the file, or correct the layout")
    )
  }

  private static func excess(
    _ x: Int, _ y: Int, _ layout: RawLayout, _ code: UInt16, _ file: String
  ) -> Failure {
    let offset = layout.offset + y * layout.stride + 2 * x
    return Failure(
      "the code \(code) at column \(x), row \(y) has bits above the declared"
        + " \(layout.packing.bits)",
      at: .byte(file: file, offset: offset),
      remedy: "check the byte order, the depth, the offset and the stride of the layout")
  }

  private static func narrow(
    _ bytes: [UInt8], _ layout: RawLayout, _ rows: Int
  ) -> Plane<UInt8> {
    Plane(size: layout.size) { y, row in
      guard y < rows else { return row.update(repeating: 0) }
      let start = layout.offset + y * layout.stride
      for x in row.indices { row[x] = bytes[start + x] }
    }
  }

  /// The plane, and the first pixel whose code has bits above the declared depth.
  private static func wide(
    _ bytes: [UInt8], _ layout: RawLayout, _ rows: Int
  ) -> (Plane<UInt16>, (x: Int, y: Int)?) {
    let unused = UInt16(truncatingIfNeeded: 0xFFFF << layout.packing.bits)
    var wrong: (x: Int, y: Int)?
    let plane = unsafe bytes.withUnsafeBufferPointer { input in
      Plane<UInt16>(size: layout.size) { y, row in
        guard y < rows, wrong == nil else { return row.update(repeating: 0) }
        guard let base = input.baseAddress else { return }
        let source = unsafe base + layout.offset + y * layout.stride
        unsafe RawPacking.unpack(source, layout.packing, &row)
        var seen: UInt16 = 0
        for x in row.indices { seen |= row[x] }
        guard seen & unused != 0 else { return }
        wrong = row.indices.first { row[$0] & unused != 0 }.map { ($0, y) }
      }
    }
    return (plane, wrong)
  }
}
