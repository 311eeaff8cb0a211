import Diagnostics
import Raster

/// Headerless codes out.
public enum RawWriter {
  /// A file of one plane, zeros before the offset and in the padding of rows.
  ///
  /// - Parameters:
  ///   - plane: codes, of the size of the layout.
  ///   - layout: where the codes lie and how they are stored.
  /// - Returns: the bytes.
  /// - Throws: a failure where the sizes differ or a code does not fit.
  public static func encode(
    _ plane: Plane<UInt16>, layout: RawLayout
  ) throws(Failure) -> [UInt8] {
    guard plane.size == layout.size else {
      throw Failure("a plane of \(plane.size) does not fit the layout \(layout)")
    }
    let limit = 1 << layout.packing.bits
    var out = [UInt8](repeating: 0, count: layout.offset)
    out.reserveCapacity(layout.byteCount)
    for y in 0..<plane.height {
      let row = plane.row(y)
      for x in row.indices where Int(row[x]) >= limit {
        throw Failure(
          "the code \(row[x]) at column \(x), row \(y) does not fit \(layout.packing.bits) bits")
      }
      let used = out.count
      RawPacking.pack(row, layout.packing, into: &out)
      if y + 1 < plane.height {
        out.append(contentsOf: repeatElement(0, count: layout.stride - (out.count - used)))
      }
    }
    return out
  }
}
