import ExactMath

/// A stone: the part above ground of a body cut by planes, with its edges worn.
struct Rock: Sendable {
  let x: Float
  let y: Float
  /// No part of it lies farther away.
  let reach: Float
  /// The height of the ground that it sits on.
  let base: Float
  /// The height of the ground at its middle.
  private let floor: Float
  /// The largest unevenness of its surface.
  private let cap: Float
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
    let tall = thing.diameter * (0.36 + 0.34 * thing.looks.x)
    let buried = thing.diameter * (0.03 + 0.17 * thing.looks.y)
    reach = Float(radius * 1.05)
    self.base = Float(base - buried)
    floor = Float(base)
    cap = Float(0.08 * thing.diameter)
    brightness = Float(1.02 + 0.25 * thing.looks.z)
    var planes: [Float] = []
    // Two planes make the top; a steep ring of eight and a flatter one of seven stand around.
    for k in 0..<17 {
      let draw = random.uniforms(
        x: thing.site.x, y: thing.site.y, stream: stream, index: UInt32(k))
      if k < 2 {
        let height = tall * (0.72 + 0.3 * draw.x)
        planes += [height, 0.8 * (draw.y - 0.5), 0.8 * (draw.z - 0.5)].map { Float($0) }
        continue
      }
      let isSteep = k < 10
      let turn = (Double(isSteep ? k - 2 : k - 10) + 0.8 * (draw.x - 0.5)) / (isSteep ? 8 : 7)
      let (ny, nx) = Exact.sincos(2 * .pi * turn)
      let steep = isSteep ? 1.6 + 4 * draw.y : 0.45 + 0.8 * draw.y
      let far = radius * (isSteep ? 0.66 + 0.34 * draw.z : 0.3 + 0.35 * draw.z)
      // Where the plane is as high as the ground, or half as high as the top.
      let height = steep * far + (isSteep ? 0 : 0.5 * tall)
      planes += [height, steep * nx, steep * ny].map { Float($0) }
    }
    self.planes = planes
    dome = Float(tall * (0.92 + 0.25 * thing.looks.w))
    spread = Float(1 / (radius * radius))
  }

  /// How much higher its surface is for the unevenness of the ground below, which shows on it.
  @inline(__always)
  func roughness(_ ground: Float) -> Float {
    min(cap, max(-cap, 0.9 * (ground - floor)))
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
