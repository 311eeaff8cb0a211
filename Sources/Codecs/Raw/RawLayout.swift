import Diagnostics
import Raster

/// How pixels lie in a file without a header, as somebody declares it.
///
///     1920x1080:u10le[@OFFSET][+STRIDE]
public struct RawLayout: Sendable, Hashable {
  /// How a code is stored.
  public enum Packing: String, Sendable, Hashable, CaseIterable {
    /// 8 bits, a byte a code.
    case u8
    /// 10 bits in the low bits of 16, low byte first.
    case u10le
    /// 12 bits in the low bits of 16, low byte first.
    case u12le
    /// 14 bits in the low bits of 16, low byte first.
    case u14le
    /// 16 bits, low byte first.
    case u16le
    /// 10 bits in the low bits of 16, high byte first.
    case u10be
    /// 12 bits in the low bits of 16, high byte first.
    case u12be
    /// 14 bits in the low bits of 16, high byte first.
    case u14be
    /// 16 bits, high byte first.
    case u16be
    /// MIPI RAW10: four high bytes, then a byte of four times two low bits, first code lowest.
    case raw10
    /// MIPI RAW12: two high bytes, then a byte of twice four low bits, first code lowest.
    case raw12
  }

  /// Width and height in pixels; neither is 0.
  public var size: Size
  /// How a code is stored.
  public var packing: Packing
  /// Bytes before the first row.
  public var offset: Int
  /// Bytes from one row to the next; at least ``rowBytes``.
  public var stride: Int

  /// A layout from its parts.
  ///
  /// - Precondition: the size is not empty, the offset not negative, the stride (default: the
  ///   bytes of a row) not below the bytes of a row.
  public init(size: Size, packing: Packing, offset: Int = 0, stride: Int? = nil) {
    let rowBytes = packing.bytes(forCodes: size.width)
    precondition(size.width > 0 && size.height > 0, "the size is not empty")
    precondition(offset >= 0 && (stride ?? rowBytes) >= rowBytes, "rows do not overlap")
    self.size = size
    self.packing = packing
    self.offset = offset
    self.stride = stride ?? rowBytes
  }

  /// Bytes of a row without its padding.
  public var rowBytes: Int { packing.bytes(forCodes: size.width) }

  /// Bytes that a file of this layout has at least; `Int.max` where that cannot be counted.
  public var byteCount: Int {
    let (body, overflows) = stride.multipliedReportingOverflow(by: size.height - 1)
    let (sum, overflowsToo) = body.addingReportingOverflow(rowBytes)
    let (total, overflowsThree) = sum.addingReportingOverflow(offset)
    return overflows || overflowsToo || overflowsThree ? .max : total
  }
}

extension RawLayout.Packing {
  /// Bits of a code.
  public var bits: Int {
    switch self {
    case .u8: 8
    case .u10le, .u10be, .raw10: 10
    case .u12le, .u12be, .raw12: 12
    case .u14le, .u14be: 14
    case .u16le, .u16be: 16
    }
  }

  /// Whether the high byte of a code stands first; packed codes have no byte order.
  var isBigEndian: Bool {
    switch self {
    case .u10be, .u12be, .u14be, .u16be: true
    default: false
    }
  }

  /// Bytes that hold a row of so many codes; the last group of packed codes may be cut short.
  ///
  /// A cut group of RAW10 with n codes keeps its n high bytes and the byte of low bits.
  public func bytes(forCodes count: Int) -> Int {
    switch self {
    case .u8: count
    case .raw10: count + (count + 3) / 4
    case .raw12: count + (count + 1) / 2
    default: 2 * count
    }
  }
}
