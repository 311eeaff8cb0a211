import Settings

/// A position in a picture, in pixels.
///
/// The centre of the top left pixel is (0, 0); x runs to the right, y down. The picture covers
/// -0.5 to width - 0.5.
public struct ImagePoint: Sendable, Hashable {
  /// Columns from the centre of the first.
  public var x: Double
  /// Rows from the centre of the first.
  public var y: Double

  /// A position from its coordinates.
  public init(_ x: Double, _ y: Double) {
    (self.x, self.y) = (x, y)
  }

  /// How far another position is, in pixels.
  public func distance(_ other: ImagePoint) -> Double {
    let (dx, dy) = (x - other.x, y - other.y)
    return (dx * dx + dy * dy).squareRoot()
  }
}

/// The pinhole camera: `u = focalX · x + centreX`, `v = focalY · y + centreY`.
public struct Intrinsics: Configurable, Hashable {
  /// Focal length in pixel widths.
  public var focalX = 1000.0
  /// Focal length in pixel heights.
  public var focalY = 1000.0
  /// Column of the principal point.
  public var centreX = 0.0
  /// Row of the principal point.
  public var centreY = 0.0

  /// A placeholder; files must state all four.
  public init() {}

  /// A pinhole camera from its four numbers, in pixels.
  public init(focalX: Double, focalY: Double, centreX: Double, centreY: Double) {
    (self.focalX, self.focalY) = (focalX, focalY)
    (self.centreX, self.centreY) = (centreX, centreY)
  }

  /// The parameters.
  public static let table = Table<Intrinsics>([
    .number(
      "focalX", \.focalX, unit: "px", above: 0, required: true, "Focal length in pixel widths."),
    .number(
      "focalY", \.focalY, unit: "px", above: 0, required: true, "Focal length in pixel heights."),
    .number(
      "centreX", \.centreX, unit: "px", required: true,
      "Column of the principal point; the centre of the first column is 0."),
    .number(
      "centreY", \.centreY, unit: "px", required: true,
      "Row of the principal point; the centre of the first row is 0."),
  ])
}
