/// A number between 0 and 1; what is not a number counts as 0.
@inline(__always)
func clampedToOne(_ value: Float) -> Float {
  let lifted = value > 0 ? value : 0
  return lifted < 1 ? lifted : 1
}

/// The light that is added before a number's bits are taken for an entry of a tone table.
@_transparent
var toneLift: Float { 0x1p-6 }

/// What is taken from the bits, so that no light is entry 0 and the nearest entry is taken.
@_transparent
var toneOrigin: Int32 { 0x3C80_0000 - 0x1000 }

/// The bits of a fraction that count are those above.
@_transparent
var toneShift: Int32 { 13 }

/// Light to 8-bit display codes by a table.
///
/// `t = (light − offset) · scale` is limited to 0…1. Its entry is the nearest to `t + 1/64` among
/// the floats with ten bits of a fraction: dense where it is dark and a curve is steep, sparse
/// where it is bright. 6161 entries are as good as tens of thousands at equal steps (sRGB: at most
/// 0.05 codes off), and they stay in the first-level cache.
///
/// Finding the entries is arithmetic, which becomes vectors; reading them is one load a pixel,
/// which does not. In one loop the second keeps the first from it, so each has a loop.
///
/// - Parameters:
///   - light: `width` floats.
///   - width: columns.
///   - offset: the light at the first entry.
///   - scale: what one unit of light is of the curve's range.
///   - table: 6161 codes.
///   - entries: room for `width` numbers.
///   - codes: gets `width` codes.
public func toneRow8(
  _ light: UnsafePointer<Float>, _ width: Int, _ offset: Float, _ scale: Float,
  _ table: UnsafePointer<UInt8>, _ entries: UnsafeMutablePointer<UInt16>,
  _ codes: UnsafeMutablePointer<UInt8>
) {
  for x in 0..<width {
    let t = unsafe clampedToOne((light[x] - offset) * scale)
    let bits = Int32(bitPattern: (t + toneLift).bitPattern) &- toneOrigin
    unsafe entries[x] = UInt16(truncatingIfNeeded: bits &>> toneShift)
  }
  for x in 0..<width {
    unsafe codes[x] = table[Int(entries[x])]
  }
}

/// The codes of numbers between 0 and 1, by parabolas.
@_transparent
func parabolaCodes(_ t: Numbers, _ parabolas: ToneParabolas) -> IntLanes {
  let lifted = unsafe unsafeBitCast(t + toneLift, to: IntLanes.self)
  let step = IntLanes(repeating: (1 &<< toneShift) - 1)
  let bits = sums32(lifted, IntLanes(repeating: 1 &<< (toneShift - 1))) & ~step
  let number = unsafe unsafeBitCast(bits, to: Numbers.self)
  let (a, b, c) = coefficients(parabolas, downUnsigned32(bits, 21))
  return truncated((a * number + b) * number + c)
}

/// Light to 8-bit display codes by the parabolas that the table of ``toneRow8(_:_:_:_:_:_:_:)`` is
/// made of: 32, four an octave.
///
/// - Parameters:
///   - light: `width` floats; they are read up to the next multiple of the lanes.
///   - width: columns.
///   - offset: the light at the first entry.
///   - scale: what one unit of light is of the curve's range.
///   - parabolas: the coefficients of 32 squares, of 32 numbers and of 32 ones.
///   - codes: gets codes up to the next multiple of the lanes.
public func toneParabolaRow8(
  _ light: UnsafePointer<Float>, _ width: Int, _ offset: Float, _ scale: Float,
  _ parabolas: UnsafePointer<Float>, _ codes: UnsafeMutablePointer<UInt8>
) {
  let parabolas = unsafe toneParabolas(parabolas)
  var x = 0
  while x < width {
    let t = unsafe ((Numbers(light + x) - offset) * scale).atLeast(0).atMost(1)
    unsafe storeCodes(parabolaCodes(t, parabolas), codes + x)
    x += FloatLanes.scalarCount
  }
}

/// Light to 16-bit display codes by straight lines between the entries of a table.
///
/// `t = (light − offset) · scale` is limited to 0…1 and lies `t · steps` entries from the start.
/// The value of the line there is rounded, half up.
///
/// Three loops: where on which line (vectors), its two ends (one load of eight bytes a pixel), the
/// value (vectors).
///
/// - Parameters:
///   - light: `width` floats.
///   - width: columns.
///   - offset: the light at the first entry.
///   - scale: what one unit of light is of the table's range.
///   - table: `steps + 2` entries, the last one repeated.
///   - steps: entries but the first; at most 65535.
///   - entries: room for `width` numbers.
///   - fractions: room for `width` floats.
///   - ends: room for twice as many.
///   - codes: gets `width` codes.
public func toneRow16(
  _ light: UnsafePointer<Float>, _ width: Int, _ offset: Float, _ scale: Float,
  _ table: UnsafePointer<Float>, _ steps: Float, _ entries: UnsafeMutablePointer<UInt16>,
  _ fractions: UnsafeMutablePointer<Float>, _ ends: UnsafeMutablePointer<Float>,
  _ codes: UnsafeMutablePointer<UInt16>
) {
  for x in 0..<width {
    let position = unsafe clampedToOne((light[x] - offset) * scale) * steps
    let entry = UInt16(position)
    unsafe entries[x] = entry
    unsafe fractions[x] = position - Float(entry)
  }
  let pairs = UnsafeMutableRawPointer(ends)
  for x in 0..<width {
    let line = unsafe UnsafeRawPointer(table + Int(entries[x])).loadUnaligned(as: UInt64.self)
    unsafe pairs.storeBytes(of: line, toByteOffset: 8 * x, as: UInt64.self)
  }
  for x in 0..<width {
    let low = unsafe ends[2 * x]
    let rise = unsafe (ends[2 * x + 1] - low) * fractions[x]
    unsafe codes[x] = UInt16((low + rise) + 0.5)
  }
}
