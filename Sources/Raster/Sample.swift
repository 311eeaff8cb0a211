/// The number types that a plane can hold.
public protocol Sample: BitwiseCopyable, Sendable, Hashable, Comparable {
  /// Nothing: 0.
  static var zero: Self { get }
  /// The bits of the value, little endian, as they enter a digest.
  var littleEndianBytes: [UInt8] { get }
}

extension Sample where Self: FixedWidthInteger {
  /// The bytes of the value, least significant first.
  public var littleEndianBytes: [UInt8] {
    (0..<(Self.bitWidth / 8)).map { UInt8(truncatingIfNeeded: self >> Self($0 * 8)) }
  }
}

extension UInt8: Sample {}
extension UInt16: Sample {}
extension Int16: Sample {}
extension Int32: Sample {}
extension Float: Sample {
  /// The bytes of the bit pattern, least significant first.
  public var littleEndianBytes: [UInt8] { bitPattern.littleEndianBytes }
}
extension UInt32: Sample {}
