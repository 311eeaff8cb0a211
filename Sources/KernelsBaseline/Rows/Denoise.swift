/// Three rows, one below the other.
public typealias ThreeRows = (
  UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>
)

/// Light on a scale on which its noise is the same everywhere:
/// `scale · √max(light·slope + rest, 0)`.
///
/// - Parameters:
///   - light: `width` floats.
///   - width: columns.
///   - curve: slope, rest and scale.
///   - target: gets `width` floats.
public func stabilisedRow(
  _ light: UnsafePointer<Float>, _ width: Int, _ curve: SIMD3<Float>,
  _ target: UnsafeMutablePointer<Float>
) {
  let (slope, rest, scale) = (curve.x, curve.y, curve.z)
  for x in 0..<width {
    let variance = unsafe light[x] * slope + rest
    unsafe target[x] = scale * (variance > 0 ? variance : 0).squareRoot()
  }
}

/// Adds other pixels to those of a row, each as much as what is around both is alike.
///
/// With `d` the squared differences between the 3×3 pixels around both, summed by columns first,
/// and `t = min(max(limits.x − d · limits.y, 0), 1)`, the weight of the other pixel is `t²`.
///
/// - Parameters:
///   - here: stabilised light above, in and below the row; one more float on both sides is read.
///   - there: the same of the other pixels.
///   - light: of the other pixels.
///   - width: columns.
///   - limits: what a difference is worth.
///   - scratch: room for `width` floats and one more on both sides.
///   - sums: `width` floats, to which weighted light is added.
///   - weights: `width` floats, to which weights are added.
public func addAlikeRow(
  _ here: ThreeRows, _ there: ThreeRows, _ light: UnsafePointer<Float>, _ width: Int,
  _ limits: SIMD2<Float>, _ scratch: UnsafeMutablePointer<Float>,
  _ sums: UnsafeMutablePointer<Float>, _ weights: UnsafeMutablePointer<Float>
) {
  for x in -1..<(width + 1) {
    let a = unsafe here.0[x] - there.0[x]
    let b = unsafe here.1[x] - there.1[x]
    let c = unsafe here.2[x] - there.2[x]
    unsafe scratch[x] = a * a + b * b + c * c
  }
  let (most, slope) = (limits.x, limits.y)
  for x in 0..<width {
    let difference = unsafe scratch[x - 1] + scratch[x] + scratch[x + 1]
    let weight = likeness(difference, most, slope)
    unsafe sums[x] += weight * light[x]
    unsafe weights[x] += weight
  }
}

/// The same where some pixels are not known: what is around is compared as far as both are known,
/// and unknown pixels are not added.
///
/// - Parameters:
///   - here: stabilised light above, in and below the row; one more float on both sides is read.
///   - there: the same of the other pixels.
///   - known: 1 where a pixel of `here` is known, else 0.
///   - knownThere: 1 where a pixel of `there` is known, else 0.
///   - light: of the other pixels.
///   - width: columns.
///   - limits: what a difference is worth.
///   - scratch: room for `width` floats and one more on both sides.
///   - counts: the same again.
///   - sums: `width` floats, to which weighted light is added.
///   - weights: `width` floats, to which weights are added.
public func addAlikeKnownRow(
  _ here: ThreeRows, _ there: ThreeRows, _ known: ThreeRows, _ knownThere: ThreeRows,
  _ light: UnsafePointer<Float>, _ width: Int, _ limits: SIMD2<Float>,
  _ scratch: UnsafeMutablePointer<Float>, _ counts: UnsafeMutablePointer<Float>,
  _ sums: UnsafeMutablePointer<Float>, _ weights: UnsafeMutablePointer<Float>
) {
  for x in -1..<(width + 1) {
    let a = unsafe here.0[x] - there.0[x]
    let b = unsafe here.1[x] - there.1[x]
    let c = unsafe here.2[x] - there.2[x]
    let (i, j) = unsafe (known.0[x] * knownThere.0[x], known.1[x] * knownThere.1[x])
    let k = unsafe known.2[x] * knownThere.2[x]
    unsafe scratch[x] = i * (a * a) + j * (b * b) + k * (c * c)
    unsafe counts[x] = i + j + k
  }
  let (most, slope) = (limits.x, limits.y)
  for x in 0..<width {
    let sum = unsafe scratch[x - 1] + scratch[x] + scratch[x + 1]
    let count = unsafe counts[x - 1] + counts[x] + counts[x + 1]
    let difference = sum * (9 / (count > 1 ? count : 1))
    let weight = unsafe likeness(difference, most, slope) * knownThere.1[x]
    unsafe sums[x] += weight * light[x]
    unsafe weights[x] += weight
  }
}

@_transparent
private func likeness(_ difference: Float, _ most: Float, _ slope: Float) -> Float {
  let t = most - difference * slope
  let positive: Float = t > 0 ? t : 0
  let share: Float = positive < 1 ? positive : 1
  return share * share
}

/// The quotient of two rows.
///
/// - Parameters:
///   - a: `width` floats; b likewise, above 0.
///   - b: what is divided by.
///   - width: columns.
///   - target: gets `width` floats.
public func quotientRow(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ width: Int,
  _ target: UnsafeMutablePointer<Float>
) {
  for x in 0..<width { unsafe target[x] = a[x] / b[x] }
}
