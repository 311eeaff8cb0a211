import ExactMath
import Rig

/// What is finer than the surfaces of a scene: grains that tilt, spots that are brighter, films of
/// dust with ragged borders.
struct SurfaceGrain: Sendable {
  let random: Philox
  /// Metres along the side of a grain.
  var size = 0.0005
  /// How far grains tilt: the tangent.
  var tilt = 0.35
  /// Normal albedo of dust.
  var dustAlbedo = 0.11

  /// A normal tilted as the grain at a place is.
  func tilted(_ normal: Vector3, at point: Vector3) -> Vector3 {
    let draw = draw(point, size, 0)
    return
      (normal
      + Vector3(draw.x - 0.5, draw.y - 0.5, draw.z - 0.5) * (2 * tilt)).normalized
  }

  /// By which factor the grain at a place is brighter than others.
  func brightness(at point: Vector3) -> Double {
    let (fine, coarse) = (draw(point, size, 0), draw(point, 6 * size, 1))
    return (0.85 + 0.3 * fine.w) * (0.93 + 0.14 * coarse.x)
  }

  /// How bright a print of regolith is at a place: grains, and the light and shade of lumps.
  func printed(at point: Vector3) -> Double {
    let lumps = 0.6 * smooth(point, 0.006, 5) + 0.4 * smooth(point, 0.002, 6)
    return brightness(at: point) * (0.55 + 0.9 * lumps)
  }

  /// How far a ragged border lies off its line at a place, in metres.
  func ragged(_ point: Vector3, by reach: Double) -> Double {
    reach * (2 * smooth(point, 0.008, 7) - 1)
  }

  /// The share of a place that dust hides, where so much of all is hidden.
  ///
  /// Patches of 12 mm and less, from noise of three sizes. The noise is made even from 0 to 1 (to
  /// some hundredths), so that what it leaves below a share is that share; a third of the range
  /// lies between bare and hidden.
  func dust(_ share: Double, at point: Vector3) -> Double {
    if share <= 0 { return 0 }
    if share >= 1 { return 1 }
    let noise =
      0.55 * smooth(point, 0.012, 2) + 0.35 * smooth(point, 0.004, 3)
      + 0.1 * draw(point, 0.0012, 4).x
    // A smooth step is near the distribution of sums of draws.
    let t = min(1, max(0, (noise - 0.5) / 0.48 + 0.5))
    let even = t * t * (3 - 2 * t)
    return min(1, max(0, (Self.edge(share) - even) / Self.softness))
  }

  /// The part of the noise's range between bare and hidden.
  private static let softness = 1.0 / 3

  /// Where bare places begin, so that the mean of what is hidden is a share.
  ///
  /// The mean over even noise is the area under a ramp that is cut at 0 and at 1.
  private static func edge(_ share: Double) -> Double {
    if share < softness / 2 { return (2 * softness * share).squareRoot() }
    if share > 1 - softness / 2 {
      return 1 + softness - (2 * softness * (1 - share)).squareRoot()
    }
    return share + softness / 2
  }

  private func draw(_ point: Vector3, _ cell: Double, _ kind: UInt32) -> SIMD4<Double> {
    let (x, y, z) = (
      (point.x / cell).rounded(.down), (point.y / cell).rounded(.down),
      (point.z / cell).rounded(.down)
    )
    return random.uniforms(
      x: Int(x), y: Int(y), stream: Stream.grain + kind,
      index: UInt32(truncatingIfNeeded: Int(z)))
  }

  /// Noise of one size, linear between the corners of cubes.
  private func smooth(_ point: Vector3, _ cell: Double, _ kind: UInt32) -> Double {
    func split(_ x: Double) -> (Double, Double) {
      let whole = (x / cell).rounded(.down)
      return (whole, x / cell - whole)
    }
    let ((x, u), (y, v), (z, w)) = (split(point.x), split(point.y), split(point.z))
    // A draw has the numbers of four corners above each other.
    let z0 = Int(z)
    let (low, high) = (z0 >> 2, (z0 + 1) >> 2)
    var sum = 0.0
    for corner in 0..<4 {
      let (i, j) = (Double(corner & 1), Double(corner >> 1))
      let weight = (i > 0 ? u : 1 - u) * (j > 0 ? v : 1 - v)
      func draw(_ group: Int) -> SIMD4<UInt32> {
        random.bits(
          x: Int(x + i), y: Int(y + j), stream: Stream.grain + kind,
          index: UInt32(truncatingIfNeeded: group))
      }
      let below = draw(low)
      let above = low == high ? below : draw(high)
      sum += weight * (Philox.unit(below[z0 & 3]) * (1 - w) + Philox.unit(above[(z0 + 1) & 3]) * w)
    }
    return sum
  }
}
