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

  /// The share of a place that dust hides, where so much of all is hidden.
  ///
  /// Patches of 12 mm and less, from noise of three sizes; between bare and hidden lies a tenth.
  func dust(_ share: Double, at point: Vector3) -> Double {
    if share <= 0 { return 0 }
    if share >= 1 { return 1 }
    let noise =
      0.5 * smooth(point, 0.012, 2) + 0.3 * smooth(point, 0.004, 3)
      + 0.2 * draw(point, 0.0012, 4).x
    return min(1, max(0, (share * 1.1 - 0.05 - noise) * 10 + 0.5))
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
    var sum = 0.0
    for corner in 0..<8 {
      let (i, j, k) = (Double(corner & 1), Double(corner >> 1 & 1), Double(corner >> 2))
      let weight = (i > 0 ? u : 1 - u) * (j > 0 ? v : 1 - v) * (k > 0 ? w : 1 - w)
      let bits = random.bits(
        x: Int(x + i), y: Int(y + j), stream: Stream.grain + kind,
        index: UInt32(truncatingIfNeeded: Int(z + k)))
      sum += weight * unit(bits.x)
    }
    return sum
  }
}
