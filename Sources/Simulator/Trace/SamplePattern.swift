import ExactMath
import Rig

/// Points that cover a disc evenly, in the order of a sunflower's seeds.
///
/// Source: H. Vogel, "A better way to construct the sunflower head" (1979).
struct SamplePattern: Sendable {
  /// How many points.
  static let count = 1024
  private let points: [SIMD2<Double>]
  /// Cosine and sine of so many angles of the full circle.
  private let turns: [SIMD2<Double>]

  init() {
    turns = (0..<Self.count).map { index in
      let turn = Exact.sincos((Double(index) + 0.5) / Double(Self.count) * 2 * .pi)
      return SIMD2(turn.cos, turn.sin)
    }
    points = (0..<Self.count).map { index in
      let radius = ((Double(index) + 0.5) / Double(Self.count)).squareRoot()
      let turn = Exact.sincos(Double(index) * 2.399963229728653)
      return SIMD2(radius * turn.cos, radius * turn.sin)
    }
  }

  /// A point of the disc of radius 1.
  ///
  /// - Parameters:
  ///   - bits: random bits.
  ///   - part: which of `parts` rings of equal area it lies in.
  ///   - parts: a power of two.
  /// - Returns: a point at most 1 from the middle.
  @inline(__always)
  func point(_ bits: UInt32, part: Int, of parts: Int) -> SIMD2<Double> {
    let size = Self.count / parts
    return points[part * size + Int(bits) & (size - 1)]
  }

  /// A number from 0 to 1, and sine and cosine of an angle: of `side × side` parts of both the one
  /// in `cell`.
  ///
  /// - Parameters:
  ///   - bits: random bits.
  ///   - cell: numbers from 0 to `side`.
  ///   - side: a power of two.
  /// - Returns: a number drawn evenly, and an angle drawn evenly.
  @inline(__always)
  func polar(
    _ bits: UInt32, _ cell: (Int, Int), _ side: Int
  ) -> (radius: Double, turn: (sin: Double, cos: Double)) {
    let size = Self.count / side
    let turn = turns[cell.1 * size + Int(bits >> 16) & (size - 1)]
    let rest = (Double(bits & 0xffff) + 0.5) / 65536
    return ((Double(cell.0) + rest) / Double(side), (sin: turn.y, cos: turn.x))
  }
}

/// The Sun's disc over a scene.
struct SunDisc: Sendable {
  /// The direction to its middle.
  let direction: Vector3
  private let across: Vector3
  private let along: Vector3

  /// The Sun seen from 1 au: 0.53° across.
  static let degrees = 0.533

  /// A disc around a direction.
  ///
  /// - Parameters:
  ///   - direction: to the middle, of length 1.
  ///   - degrees: how wide it is; 0 makes a point.
  init(_ direction: Vector3, degrees: Double = Self.degrees) {
    self.direction = direction
    let radius = Exact.tan(degrees / 2 * .pi / 180)
    let axes = direction.perpendiculars
    (across, along) = (axes.0 * radius, axes.1 * radius)
  }

  /// The direction to a point of the disc of radius 1.
  @inline(__always)
  func direction(to point: SIMD2<Double>) -> Vector3 {
    (direction + across * point.x + along * point.y).normalized
  }
}
