import ExactMath

/// Gradient noise on a lattice of the whole plane, evaluated at the nodes of a grid.
///
/// Each lattice point has a random slope; between them the slopes' planes are blended by
/// Perlin's fifth-order curve. Values reach about ±0.9, standard deviation about 0.3.
///
/// Source: K. Perlin, "Improving Noise" (SIGGRAPH 2002).
struct GradientNoise: Sendable {
  /// Grid cells from one lattice point to the next; a power of two.
  let spacing: Int
  private let shift: Int
  private let firstX: Int
  private let firstY: Int
  private let columns: Int
  /// Two slopes a lattice point, row by row.
  private let slopes: [Float]
  /// Weight of the far lattice point at each offset.
  private let fade: [Float]

  /// The noise over a range of grid nodes.
  ///
  /// - Parameters:
  ///   - spacing: grid cells from lattice point to lattice point; a power of two, at least 2.
  ///   - originX: first column of grid nodes.
  ///   - originY: first row of grid nodes.
  ///   - nodes: columns and rows of grid nodes.
  ///   - random: where slopes come from.
  ///   - stream: what the noise is for; an octave of one terrain has the same one at every grid.
  init(
    spacing: Int, originX: Int, originY: Int, nodes: Int, random: Philox, stream: UInt32
  ) {
    self.spacing = spacing
    shift = spacing.trailingZeroBitCount
    firstX = originX >> shift
    firstY = originY >> shift
    columns = ((originX + nodes) >> shift) - firstX + 2
    let rows = ((originY + nodes) >> shift) - firstY + 2
    var slopes = [Float](repeating: 0, count: 2 * columns * rows)
    for j in 0..<rows {
      for i in 0..<columns {
        let bits = random.bits(x: firstX + i, y: firstY + j, stream: stream)
        let at = 2 * (j * columns + i)
        slopes[at] = 2.6 * Float(Philox.unit(bits.x) - 0.5)
        slopes[at + 1] = 2.6 * Float(Philox.unit(bits.y) - 0.5)
      }
    }
    self.slopes = slopes
    fade = (0..<spacing).map { offset in
      let t = Float(offset) / Float(spacing)
      return t * t * t * (t * (t * 6 - 15) + 10)
    }
  }

  /// Adds a row of noise.
  ///
  /// - Parameters:
  ///   - row: values of consecutive nodes.
  ///   - x: column of the first node.
  ///   - y: row of all of them.
  ///   - amplitude: factor of the noise.
  func add(to row: inout [Float], x: Int, y: Int, amplitude: Float) {
    let step = 1 / Float(spacing)
    let mask = spacing - 1
    let v = Float(y & mask) * step
    let weightY = fade[y & mask]
    let below = 2 * ((y >> shift) - firstY) * columns
    let above = below + 2 * columns
    for i in row.indices {
      let column = x + i
      let at = 2 * ((column >> shift) - firstX)
      let u = Float(column & mask) * step
      let weightX = fade[column & mask]
      let a = slopes[below + at] * u + slopes[below + at + 1] * v
      let b = slopes[below + at + 2] * (u - 1) + slopes[below + at + 3] * v
      let c = slopes[above + at] * u + slopes[above + at + 1] * (v - 1)
      let d = slopes[above + at + 2] * (u - 1) + slopes[above + at + 3] * (v - 1)
      let low = a + (b - a) * weightX
      let high = c + (d - c) * weightX
      row[i] = row[i] + amplitude * (low + (high - low) * weightY)
    }
  }
}
