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

/// Sensor codes to balanced light, even and odd columns apart.
///
/// Values are those of ``levelsRow(_:_:_:_:_:)`` times a gain.
///
/// - Parameters:
///   - codes: two for each pair; they are read up to the next multiple of the lanes.
///   - pairs: pairs of columns.
///   - black: black at even and at odd columns.
///   - scale: scale at even and at odd columns.
///   - gain: gain at even and at odd columns.
///   - even: gets the light of even columns, up to the next multiple of the lanes.
///   - odd: gets that of odd ones.
public func partedLevelsRow(
  _ codes: UnsafePointer<UInt16>, _ pairs: Int, _ black: SIMD2<Float>, _ scale: SIMD2<Float>,
  _ gain: SIMD2<Float>, _ even: UnsafeMutablePointer<Float>, _ odd: UnsafeMutablePointer<Float>
) {
  var pair = 0
  while pair < pairs {
    let both = unsafe UnsafeRawPointer(codes + 2 * pair).loadUnaligned(as: IntLanes.self)
    let first = floats(both & IntLanes(repeating: 0xFFFF))
    let second = floats(downUnsigned32(both, 16))
    unsafe (((first - black.x) * scale.x) * gain.x).store(even + pair)
    unsafe (((second - black.y) * scale.y) * gain.y).store(odd + pair)
    pair += FloatLanes.scalarCount
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
