/// A stone: the part above ground of a body cut by planes, with its edges worn.
struct Rock: Sendable {
  let x: Float
  let y: Float
  /// No part of it lies farther away.
  let reach: Float
  /// The height of the ground that it sits on.
  let base: Float
  /// The factor by which it is brighter than the ground.
  let brightness: Float
  /// Planes `height - slopeX·x - slopeY·y`, three numbers each.
  private let planes: [Float]
  /// Height of the dome that wears off the edges, and its radii.
  private let dome: Float
  private let spread: Float

  /// A rock from its place and looks.
  ///
  /// - Parameters:
  ///   - thing: place and size.
  ///   - base: height of the ground there.
  ///   - random: where its shape comes from.
  ///   - stream: the size class.
  init(_ thing: Scattered, base: Double, random: Philox, stream: UInt32) {
    x = Float(thing.x)
    y = Float(thing.y)
    let radius = thing.diameter / 2
    let tall = thing.diameter * (0.38 + 0.4 * thing.looks.x)
    let buried = thing.diameter * (0.04 + 0.22 * thing.looks.y)
    reach = Float(radius * 1.05)
    self.base = Float(base - buried)
    brightness = Float(1.02 + 0.25 * thing.looks.z)
    var planes: [Float] = []
    // Two planes make the top; the others stand around, every 45 degrees, give or take 16.
    let around: [(x: Double, y: Double)] = [
      (1, 0), (0.7071, 0.7071), (0, 1), (-0.7071, 0.7071), (-1, 0), (-0.7071, -0.7071), (0, -1),
      (0.7071, -0.7071),
    ]
    for k in 0..<10 {
      let draw = random.uniforms(
        x: thing.site.x, y: thing.site.y, stream: stream, index: UInt32(k))
      if k < 2 {
        let height = tall * (0.78 + 0.3 * draw.x)
        planes += [height, 0.7 * (draw.y - 0.5), 0.7 * (draw.z - 0.5)].map { Float($0) }
        continue
      }
      let (ax, ay) = around[k - 2]
      let turn = 0.56 * (draw.x - 0.5)
      let (nx, ny) = (ax - ay * turn, ay + ax * turn)
      let steep = 0.7 + 2.3 * draw.y * draw.y
      let far = radius * (0.62 + 0.36 * draw.z)
      planes += [steep * far, steep * nx, steep * ny].map { Float($0) }
    }
    self.planes = planes
    dome = Float(tall * (0.92 + 0.25 * thing.looks.w))
    spread = Float(1 / (radius * radius))
  }

  /// Its height over its base at an offset from its middle, negative where it is not.
  @inline(__always)
  func height(_ dx: Float, _ dy: Float) -> Float {
    let s = (dx * dx + dy * dy) * spread
    guard s < 1 else { return -1 }
    var lowest = dome * (1 - s).squareRoot()
    var k = 0
    while k < planes.count {
      lowest = min(lowest, planes[k] - planes[k + 1] * dx - planes[k + 2] * dy)
      k += 3
    }
    return lowest
  }
}
