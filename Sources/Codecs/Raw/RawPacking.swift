import Raster

/// One row of codes from and to bytes.
enum RawPacking {
  /// Reads as many codes as the row takes.
  static func unpack(
    _ source: UnsafePointer<UInt8>, _ packing: RawLayout.Packing, _ row: inout MutableSpan<UInt16>
  ) {
    switch packing {
    case .u8: for x in row.indices { unsafe row[x] = UInt16(source[x]) }
    case .raw10: unsafe unpack10(source, &row)
    case .raw12: unsafe unpack12(source, &row)
    default:
      let (low, high) = packing.isBigEndian ? (1, 0) : (0, 1)
      for x in row.indices {
        unsafe row[x] = UInt16(source[2 * x + high]) << 8 | UInt16(source[2 * x + low])
      }
    }
  }

  /// Four codes in five bytes.
  private static func unpack10(_ source: UnsafePointer<UInt8>, _ row: inout MutableSpan<UInt16>) {
    let count = row.count
    for group in 0..<(count / 4) {
      let base = unsafe source + 5 * group
      let low = unsafe UInt16(base[4])
      for i in 0..<4 {
        unsafe row[4 * group + i] = UInt16(base[i]) << 2 | (low >> UInt16(2 * i)) & 3
      }
    }
    let rest = count % 4
    if rest == 0 { return }
    let base = unsafe source + 5 * (count / 4)
    let low = unsafe UInt16(base[rest])
    for i in 0..<rest {
      unsafe row[count - rest + i] = UInt16(base[i]) << 2 | (low >> UInt16(2 * i)) & 3
    }
  }

  /// Two codes in three bytes.
  private static func unpack12(_ source: UnsafePointer<UInt8>, _ row: inout MutableSpan<UInt16>) {
    let count = row.count
    for pair in 0..<(count / 2) {
      let base = unsafe source + 3 * pair
      let low = unsafe UInt16(base[2])
      unsafe row[2 * pair] = UInt16(base[0]) << 4 | low & 15
      unsafe row[2 * pair + 1] = UInt16(base[1]) << 4 | low >> 4
    }
    if count % 2 == 0 { return }
    let base = unsafe source + 3 * (count / 2)
    unsafe row[count - 1] = UInt16(base[0]) << 4 | UInt16(base[1]) & 15
  }

  /// Appends the bytes of a row.
  static func pack(_ row: Span<UInt16>, _ packing: RawLayout.Packing, into out: inout [UInt8]) {
    switch packing {
    case .u8: for x in row.indices { out.append(UInt8(truncatingIfNeeded: row[x])) }
    case .raw10: packGroups(row, of: 4, lowBits: 2, into: &out)
    case .raw12: packGroups(row, of: 2, lowBits: 4, into: &out)
    default:
      for x in row.indices {
        let (low, high) = (UInt8(truncatingIfNeeded: row[x]), UInt8(row[x] >> 8))
        out.append(packing.isBigEndian ? high : low)
        out.append(packing.isBigEndian ? low : high)
      }
    }
  }

  private static func packGroups(
    _ row: Span<UInt16>, of size: Int, lowBits: UInt16, into out: inout [UInt8]
  ) {
    for start in stride(from: 0, to: row.count, by: size) {
      var low: UInt16 = 0
      for i in 0..<min(size, row.count - start) {
        let code = row[start + i]
        out.append(UInt8(truncatingIfNeeded: code >> lowBits))
        low |= (code & ((1 << lowBits) - 1)) << (lowBits * UInt16(i))
      }
      out.append(UInt8(truncatingIfNeeded: low))
    }
  }
}
