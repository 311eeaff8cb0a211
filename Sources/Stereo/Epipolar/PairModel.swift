import Rig

/// What relates the positions of things in two pictures, and can be fitted to pairs of them.
public protocol PairModel: Sendable {
  /// How many pairs determine it.
  static var sampleSize: Int { get }
  /// At how many models such pairs leave a choice, at most.
  static var choices: Int { get }
  /// The models that fit as many pairs as determine one.
  static func through(_ sample: [PointPair]) -> [Self]
  /// The model that fits many pairs by linear equations; nil where they do not determine one.
  static func linear(_ pairs: [PointPair]) -> Self?
  /// The model nearby that makes the sum of squared distances least.
  func refined(on pairs: [PointPair]) -> Self
  /// How far a pair is off, in pixels.
  func distance(_ pair: PointPair) -> Double
  /// How likely a position anywhere in a picture is no further off than `distance`.
  ///
  /// - Parameters:
  ///   - distance: in pixels.
  ///   - width: of the picture.
  ///   - height: of the picture.
  /// - Returns: a probability, at most 1.
  static func chance(of distance: Double, width: Double, height: Double) -> Double
}

extension Matrix3 {
  /// A matrix from nine elements, row by row.
  init(_ elements: [Double]) {
    self.init(
      Vector3(elements[0], elements[1], elements[2]),
      Vector3(elements[3], elements[4], elements[5]),
      Vector3(elements[6], elements[7], elements[8]))
  }

  /// The elements row by row.
  var elements: [Double] {
    [rows.0, rows.1, rows.2].flatMap { [$0.x, $0.y, $0.z] }
  }

  /// With a sum of squares of 1; zeros stay.
  var unit: Matrix3 {
    let length = elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? Matrix3(elements.map { $0 / length }) : self
  }

  /// The determinant.
  var determinant: Double { rows.0.dot(rows.1.cross(rows.2)) }

  /// The rotation about a vector by an angle of its length, but for terms of third order.
  ///
  /// Exactly a rotation, by twice the arc tangent of half the length.
  init(turning vector: Vector3) {
    self = Quaternion(1, vector.x / 2, vector.y / 2, vector.z / 2).matrix
  }
}

extension ImagePoint {
  /// The position with a third coordinate of 1.
  var homogeneous: Vector3 { Vector3(x, y, 1) }
}
