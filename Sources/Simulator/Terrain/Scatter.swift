import ExactMath

/// A thing on the ground: where its middle is, how large it is, and what it looks like.
struct Scattered: Sendable {
  /// East, in metres.
  var x: Double
  /// North, in metres.
  var y: Double
  /// Diameter in metres.
  var diameter: Double
  /// Where it sits in the lattice of its class.
  var site: (x: Int, y: Int)
  /// Numbers between 0 and 1 for its looks.
  var looks: SIMD4<Double>
}

/// Places things of one size class on the whole plane, at most one in each cell of a lattice.
struct Scatter: Sendable {
  /// Smallest diameter of the class; the largest is twice as much.
  var diameter: Double
  /// Side of a lattice cell in metres.
  var side: Double
  /// The share of cells that hold something.
  var probability: Double
  /// Where random numbers come from.
  var random: Philox
  /// The class.
  var stream: UInt32

  /// All things whose middle lies in a rectangle, row by row of the lattice.
  func things(minX: Double, minY: Double, maxX: Double, maxY: Double) -> [Scattered] {
    var result: [Scattered] = []
    let rows = Int((minY / side).rounded(.down))...Int((maxY / side).rounded(.down))
    let columns = Int((minX / side).rounded(.down))...Int((maxX / side).rounded(.down))
    for j in rows {
      for i in columns {
        let draw = random.uniforms(x: i, y: j, stream: stream)
        guard draw.x < probability else { continue }
        let x = (Double(i) + draw.y) * side
        let y = (Double(j) + draw.z) * side
        guard x >= minX, x < maxX, y >= minY, y < maxY else { continue }
        result.append(
          Scattered(
            x: x, y: y, diameter: diameter * (1 + draw.w * draw.w), site: (i, j),
            looks: random.uniforms(x: i, y: j, stream: stream, index: 1)))
      }
    }
    return result
  }
}
