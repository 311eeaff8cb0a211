import Kernels
import Raster

/// Debayering as the papers write it, pixel by pixel.
struct LinearOracle {
  enum Method { case bilinear, malvar }
  let mosaic: Plane<Float>
  let pattern: BayerPattern
  let method: Method

  /// All three colours of one pixel.
  func pixel(_ x: Int, _ y: Int) -> (red: Float, green: Float, blue: Float) {
    let here = pattern.color(x: x, y: y)
    let c = at(x, y, 0, 0)
    if here == .green {
      let isRedRow = pattern.color(x: x + 1, y: y) == .red
      let own = estimate(x, y, horizontal: true)
      let other = estimate(x, y, horizontal: false)
      return isRedRow ? (own, c, other) : (other, c, own)
    }
    let (green, other) = (greenAtOwn(x, y), otherAtOwn(x, y))
    return here == .red ? (c, green, other) : (other, green, c)
  }

  private func at(_ x: Int, _ y: Int, _ dx: Int, _ dy: Int) -> Float {
    mosaic.mirrored(x + dx, y + dy)
  }

  private func cross(_ x: Int, _ y: Int, _ step: Int) -> (h: Float, v: Float) {
    (
      at(x, y, -step, 0) + at(x, y, step, 0),
      at(x, y, 0, -step) + at(x, y, 0, step)
    )
  }

  private func diagonals(_ x: Int, _ y: Int) -> Float {
    (at(x, y, -1, -1) + at(x, y, 1, -1)) + (at(x, y, -1, 1) + at(x, y, 1, 1))
  }

  private func greenAtOwn(_ x: Int, _ y: Int) -> Float {
    let near = cross(x, y, 1)
    if method == .bilinear { return (near.h + near.v) / 4 }
    let far = cross(x, y, 2)
    return ((4 * at(x, y, 0, 0) + 2 * (near.h + near.v)) - (far.h + far.v)) / 8
  }

  private func otherAtOwn(_ x: Int, _ y: Int) -> Float {
    let d = diagonals(x, y)
    if method == .bilinear { return d / 4 }
    let far = cross(x, y, 2)
    return ((6 * at(x, y, 0, 0) + 2 * d) - 1.5 * (far.h + far.v)) / 8
  }

  private func estimate(_ x: Int, _ y: Int, horizontal: Bool) -> Float {
    let near = cross(x, y, 1)
    let along = horizontal ? near.h : near.v
    if method == .bilinear { return along / 2 }
    let far = cross(x, y, 2)
    let (farAlong, farAcross) = horizontal ? (far.h, far.v) : (far.v, far.h)
    let c = at(x, y, 0, 0)
    return ((((5 * c + 4 * along) - diagonals(x, y)) - farAlong) + 0.5 * farAcross) / 8
  }
}
