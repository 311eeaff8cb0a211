/// Sensor codes to light: `(code − black) · scale`, with a black and a scale for each of the two
/// sites of a row.
///
/// A plain loop: the compiler makes vectors of it.
///
/// - Parameters:
///   - codes: `width` codes.
///   - width: columns.
///   - black: black at even and at odd columns.
///   - scale: scale at even and at odd columns.
///   - light: gets `width` floats.
public func levelsRow(
  _ codes: UnsafePointer<UInt16>, _ width: Int, _ black: SIMD2<Float>, _ scale: SIMD2<Float>,
  _ light: UnsafeMutablePointer<Float>
) {
  let (black0, black1, scale0, scale1) = (black.x, black.y, scale.x, scale.y)
  for x in 0..<width {
    let isEven = x & 1 == 0
    unsafe light[x] = (Float(codes[x]) - (isEven ? black0 : black1)) * (isEven ? scale0 : scale1)
  }
}

/// The largest code of a row; 0 when there is none.
public func largestOfRow(_ codes: UnsafePointer<UInt16>, _ width: Int) -> UInt16 {
  var largest: UInt16 = 0
  for x in 0..<width {
    let code = unsafe codes[x]
    largest = code > largest ? code : largest
  }
  return largest
}

/// Adds `mark` to the defects of every pixel whose code is at least `limit`.
public func markRow(
  _ codes: UnsafePointer<UInt16>, _ width: Int, _ limit: UInt16, _ mark: UInt8,
  _ defects: UnsafeMutablePointer<UInt8>
) {
  for x in 0..<width {
    unsafe defects[x] |= codes[x] >= limit ? mark : 0
  }
}
