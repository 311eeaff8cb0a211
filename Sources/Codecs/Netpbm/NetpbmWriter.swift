import Diagnostics
import Raster

/// PGM, PPM and PFM out: one plane gives grey, three give RGB.
public enum NetpbmWriter {
  /// A PGM (P5) or PPM (P6) with a byte a code.
  ///
  /// - Parameters:
  ///   - planes: one or three planes of one size.
  ///   - largest: the largest code, 1 to 255, noted in the header.
  /// - Returns: the bytes.
  /// - Throws: a failure where planes cannot be stored or a code exceeds the largest.
  public static func encode(
    _ planes: [Plane<UInt8>], largest: Int = 255
  ) throws(Failure) -> [UInt8] {
    let size = try check(planes, largest, 1...255)
    var out = header(planes.count == 1 ? "P5" : "P6", size, "\(largest)")
    var row = [UInt8](repeating: 0, count: size.width * planes.count)
    out.reserveCapacity(out.count + row.count * size.height)
    for y in 0..<size.height {
      PictureSource.join(planes, row: y, into: &row)
      out += row
    }
    return out
  }

  /// A PGM (P5) or PPM (P6) with two bytes a code, high byte first.
  ///
  /// - Parameters:
  ///   - planes: one or three planes of one size.
  ///   - largest: the largest code, 256 to 65535, noted in the header.
  /// - Returns: the bytes.
  /// - Throws: a failure where planes cannot be stored or a code exceeds the largest.
  public static func encode(
    _ planes: [Plane<UInt16>], largest: Int = 65535
  ) throws(Failure) -> [UInt8] {
    let size = try check(planes, largest, 256...65535)
    var out = header(planes.count == 1 ? "P5" : "P6", size, "\(largest)")
    var row = [UInt8](repeating: 0, count: 2 * size.width * planes.count)
    out.reserveCapacity(out.count + row.count * size.height)
    for y in 0..<size.height {
      PictureSource.joinBigEndian(planes, row: y, into: &row)
      out += row
    }
    return out
  }

  /// A PFM, little endian, rows from the bottom up as the format asks.
  ///
  /// - Parameter planes: one or three planes of one size.
  /// - Returns: the bytes.
  /// - Throws: a failure where planes cannot be stored.
  public static func encode(_ planes: [Plane<Float>]) throws(Failure) -> [UInt8] {
    let size = try PictureSource.check(planes, counts: [1, 3], format: "PFM", side: 1 << 24)
    var out = header(planes.count == 1 ? "Pf" : "PF", size, "-1.0")
    out.reserveCapacity(out.count + 4 * size.area * planes.count)
    for y in (0..<size.height).reversed() {
      for x in 0..<size.width {
        for plane in planes {
          let bits = plane[x, y].bitPattern
          for shift in stride(from: UInt32(0), to: 32, by: 8) {
            out.append(UInt8(truncatingIfNeeded: bits >> shift))
          }
        }
      }
    }
    return out
  }

  private static func header(_ magic: String, _ size: Size, _ last: String) -> [UInt8] {
    Array("\(magic)\n\(size.width) \(size.height)\n\(last)\n".utf8)
  }

  private static func check<S: Sample & BinaryInteger>(
    _ planes: [Plane<S>], _ largest: Int, _ range: ClosedRange<Int>
  ) throws(Failure) -> Size {
    let size = try PictureSource.check(planes, counts: [1, 3], format: "Netpbm", side: 1 << 24)
    guard range.contains(largest) else {
      throw Failure(
        "the largest code is \(range.lowerBound) to \(range.upperBound) here, not \(largest)")
    }
    for plane in planes {
      for y in 0..<size.height {
        let row = plane.row(y)
        for x in row.indices where Int(row[x]) > largest {
          throw Failure(
            "the code \(row[x]) at column \(x), row \(y) exceeds the largest code \(largest)")
        }
      }
    }
    return size
  }
}
