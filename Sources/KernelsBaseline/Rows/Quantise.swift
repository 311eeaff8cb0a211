/// A number between 0 and 1; what is not a number counts as 0.
@inline(__always)
func clampedToOne(_ value: Float) -> Float {
  let lifted = value > 0 ? value : 0
  return lifted < 1 ? lifted : 1
}

/// Light to 8-bit display codes by a table of 65536 entries.
///
/// `t = (light − offset) · scale` is limited to 0…1; the entry is the nearest to `t · 65535`, half
/// rounded up.
public func toneRow8(
  _ light: UnsafePointer<Float>, _ width: Int, _ offset: Float, _ scale: Float,
  _ table: UnsafePointer<UInt8>, _ codes: UnsafeMutablePointer<UInt8>
) {
  for x in 0..<width {
    let t = unsafe clampedToOne((light[x] - offset) * scale)
    unsafe codes[x] = table[Int(t * 65535 + 0.5)]
  }
}

/// Light to 16-bit display codes by straight lines between the entries of a table.
///
/// `t = (light − offset) · scale` is limited to 0…1; the table has `steps + 2` entries, the last
/// one repeated. The line's value is rounded, half up.
public func toneRow16(
  _ light: UnsafePointer<Float>, _ width: Int, _ offset: Float, _ scale: Float,
  _ table: UnsafePointer<Float>, _ steps: Float, _ codes: UnsafeMutablePointer<UInt16>
) {
  for x in 0..<width {
    let position = unsafe clampedToOne((light[x] - offset) * scale) * steps
    let index = Int(position)
    let low = unsafe table[index]
    let rise = unsafe (table[index + 1] - low) * (position - Float(index))
    unsafe codes[x] = UInt16(low + rise + 0.5)
  }
}

/// Floats to codes: `value · scale + offset`, limited to `0…largest`, half rounded up.
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
