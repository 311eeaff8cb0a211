/// Codes of 8 bits as floats.
public func floatRow8(
  _ codes: UnsafePointer<UInt8>, _ count: Int, _ target: UnsafeMutablePointer<Float>
) {
  for x in 0..<count { unsafe target[x] = Float(codes[x]) }
}

/// Codes of 16 bits as floats.
public func floatRow16(
  _ codes: UnsafePointer<UInt16>, _ count: Int, _ target: UnsafeMutablePointer<Float>
) {
  for x in 0..<count { unsafe target[x] = Float(codes[x]) }
}

/// Codes of 8 bits in pairs with the codes `spacing` samples on: the first in the low half.
///
/// - Parameters:
///   - codes: `count + spacing` codes.
///   - count: pairs.
///   - spacing: how far the second of a pair lies from the first.
///   - pairs: gets `count` pairs of 16-bit integers.
public func pairedRow(
  _ codes: UnsafePointer<UInt8>, _ count: Int, _ spacing: Int, _ pairs: UnsafeMutablePointer<Int32>
) {
  for x in 0..<count {
    unsafe pairs[x] = Int32(codes[x]) | Int32(codes[x + spacing]) << 16
  }
}

/// Codes of 8 bits as 16-bit integers, times a factor.
public func shortRow8(
  _ codes: UnsafePointer<UInt8>, _ count: Int, _ factor: Int16,
  _ target: UnsafeMutablePointer<Int16>
) {
  for x in 0..<count { unsafe target[x] = Int16(codes[x]) &* factor }
}
