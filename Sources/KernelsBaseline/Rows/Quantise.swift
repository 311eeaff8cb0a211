/// Floats to codes: `value · scale + offset`, limited to `0…largest`, half rounded up.
///
/// Half is added as a float and the rest cut off; what is not a number becomes 0.
public func quantisedRow16(
  _ source: UnsafePointer<Float>, _ width: Int, _ scale: Float, _ offset: Float, _ largest: Float,
  _ codes: UnsafeMutablePointer<UInt16>
) {
  for x in 0..<width {
    let value = unsafe source[x] * scale + offset
    let lifted = value > 0 ? value : 0
    let limited = lifted < largest ? lifted : largest
    unsafe codes[x] = UInt16(limited + 0.5)
  }
}

/// As ``quantisedRow16(_:_:_:_:_:_:)``, to 8-bit codes.
public func quantisedRow8(
  _ source: UnsafePointer<Float>, _ width: Int, _ scale: Float, _ offset: Float, _ largest: Float,
  _ codes: UnsafeMutablePointer<UInt8>
) {
  for x in 0..<width {
    let value = unsafe source[x] * scale + offset
    let lifted = value > 0 ? value : 0
    let limited = lifted < largest ? lifted : largest
    unsafe codes[x] = UInt8(limited + 0.5)
  }
}
