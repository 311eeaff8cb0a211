import Diagnostics
import Raster

/// PGM, PPM and PFM in.
enum Netpbm {
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }

  /// Reads header, then pixels.
  ///
  /// - Returns: the rows before the first error, and the error.
  /// - Throws: where no pixels are to be had.
  static func read(
    _ bytes: [UInt8], format: Codec.Format, file: String, limits: Limits
  ) throws(Failure) -> PartialPicture {
    var scanner = NetpbmScanner(bytes: bytes, file: file, format: format)
    let width = try scanner.integer("a width")
    let height = try scanner.integer("a height")
    let size = try limits.check(
      width: width, height: height, at: .byte(file: file, offset: scanner.offset))
    if format == .pfm { return try readNumbers(&scanner, size) }
    let most = try scanner.integer("the largest code")
    guard (1...65535).contains(most) else {
      throw scanner.failure("the largest code is \(most), it must lie from 1 to 65535")
    }
    let isText = bytes[1] == UInt8(ascii: "2") || bytes[1] == UInt8(ascii: "3")
    if !isText { try scanner.endOfHeader() }
    if most > 255 { return readCodes(&scanner, size, UInt16(most), isText) }
    return readCodes(&scanner, size, UInt8(most), isText)
  }

  private static func readCodes<S: Sample & FixedWidthInteger & UnsignedInteger>(
    _ scanner: inout NetpbmScanner, _ size: Size, _ most: S, _ isText: Bool
  ) -> PartialPicture {
    let format = scanner.format
    let channels: Channels = format == .pgm ? .gray : .rgb
    let stack = PlaneStack<S>(size: size, count: channels.count)
    let wide = MemoryLayout<S>.size == 2
    var (y, failure) = (0, nil as Failure?)
    rows: while y < size.height {
      do throws(Failure) {
        if !isText {
          try scanner.need(size.width * channels.count * (wide ? 2 : 1), row: y)
        }
        for x in 0..<size.width {
          for channel in 0..<channels.count {
            let code = isText ? try scanner.textCode(row: y) : scanner.binaryCode(wide)
            guard code <= Int(most) else { throw scanner.excess(code, Int(most), x, y) }
            unsafe stack.row(y, of: channel)[x] = S(truncatingIfNeeded: code)
          }
        }
      } catch {
        failure = error
        break rows
      }
      y += 1
    }
    if failure != nil { stack.fill(rowsFrom: y, with: 0) }
    // A largest code of 2ⁿ − 1 is n bits; any other needs as many as its own highest bit.
    let bits = Int.bitWidth - Int(most).leadingZeroBitCount
    let samples: DecodedPicture.Samples =
      if let narrow = stack.planes as? [Plane<UInt8>] {
        .u8(narrow)
      } else if let wide = stack.planes as? [Plane<UInt16>] {
        .u16(wide)
      } else {
        .u8([])
      }
    var picture = DecodedPicture(
      size: size, channels: channels, samples: samples, bits: wide ? 16 : 8, validBits: bits,
      format: format.rawValue)
    if failure == nil { scanner.warnOfRest(&picture.warnings, isText: isText) }
    return PartialPicture(picture: picture, completeRows: y, failure: failure)
  }

  /// Rows of a PFM stand from the bottom up.
  private static func readNumbers(
    _ scanner: inout NetpbmScanner, _ size: Size
  ) throws(Failure) -> PartialPicture {
    let isLittle = try scanner.scaleIsNegative()
    try scanner.endOfHeader()
    let channels: Channels = scanner.bytes[1] == UInt8(ascii: "f") ? .gray : .rgb
    let stack = PlaneStack<Float>(size: size, count: channels.count)
    var failure: Failure?
    var y = size.height - 1
    while y >= 0 {
      do throws(Failure) {
        try scanner.need(size.width * channels.count * 4, row: y)
      } catch {
        failure = error
        stack.fill(rowsFrom: 0, with: 0)
        break
      }
      for x in 0..<size.width {
        for channel in 0..<channels.count {
          unsafe stack.row(y, of: channel)[x] = scanner.number(isLittle)
        }
      }
      y -= 1
    }
    var picture = DecodedPicture(
      size: size, channels: channels, samples: .f32(stack.planes), bits: 32, format: "PFM")
    if failure == nil { scanner.warnOfRest(&picture.warnings, isText: false) }
    return PartialPicture(
      picture: picture, completeRows: failure == nil ? size.height : 0, failure: failure)
  }
}
