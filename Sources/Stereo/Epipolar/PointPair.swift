import Rig

/// One thing seen in two pictures.
public struct PointPair: Sendable, Hashable {
  /// Where it is in the first picture.
  public var first: ImagePoint
  /// Where it is in the second picture.
  public var second: ImagePoint

  /// A pair of positions.
  public init(_ first: ImagePoint, _ second: ImagePoint) {
    (self.first, self.second) = (first, second)
  }

  /// With the pictures exchanged.
  var reversed: PointPair { PointPair(second, first) }
}

/// Positions shifted and scaled, so that equations in them have numbers of one size.
///
/// Each picture's middle of the positions goes to the origin; both pictures have one scale, so that
/// distances keep their proportions. Source: R. Hartley, "In defense of the eight-point algorithm"
/// (1997).
struct PairFrame {
  /// What positions are multiplied with.
  let scale: Double
  private let first: ImagePoint
  private let second: ImagePoint

  /// The frame in which positions are √2 from their middle on average; nil where all are one.
  init?(_ pairs: [PointPair]) {
    guard !pairs.isEmpty else { return nil }
    let count = Double(pairs.count)
    func mean(_ value: (PointPair) -> Double) -> Double {
      pairs.reduce(0) { $0 + value($1) } / count
    }
    let a = ImagePoint(mean { $0.first.x }, mean { $0.first.y })
    let b = ImagePoint(mean { $0.second.x }, mean { $0.second.y })
    let spread = mean {
      ($0.first.distance(a) + $0.second.distance(b)) / 2
    }
    guard spread > 0, spread.isFinite else { return nil }
    (first, second, scale) = (a, b, 2.0.squareRoot() / spread)
  }

  /// A pair in the frame.
  func inside(_ pair: PointPair) -> PointPair {
    PointPair(
      ImagePoint((pair.first.x - first.x) * scale, (pair.first.y - first.y) * scale),
      ImagePoint((pair.second.x - second.x) * scale, (pair.second.y - second.y) * scale))
  }

  /// From positions in the first picture to the frame.
  var ofFirst: Matrix3 { Self.matrix(first, scale) }
  /// From positions in the second picture to the frame.
  var ofSecond: Matrix3 { Self.matrix(second, scale) }
  /// From the frame to positions in the first picture.
  var toFirst: Matrix3 { Self.inverse(first, scale) }
  /// From the frame to positions in the second picture.
  var toSecond: Matrix3 { Self.inverse(second, scale) }

  private static func inverse(_ middle: ImagePoint, _ scale: Double) -> Matrix3 {
    Matrix3(
      Vector3(1 / scale, 0, middle.x), Vector3(0, 1 / scale, middle.y), Vector3(0, 0, 1))
  }

  private static func matrix(_ middle: ImagePoint, _ scale: Double) -> Matrix3 {
    Matrix3(
      Vector3(scale, 0, -scale * middle.x), Vector3(0, scale, -scale * middle.y),
      Vector3(0, 0, 1))
  }
}
