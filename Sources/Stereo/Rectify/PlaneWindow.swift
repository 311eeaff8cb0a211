import Diagnostics
import Raster
import Rig

/// A rectangle of the plane at depth 1 before a virtual camera.
struct PlaneWindow: Sendable, Hashable {
  var x: ClosedRange<Double>
  var y: ClosedRange<Double>

  /// How far from its axis a virtual camera looks at most: 70° to each side.
  static let widest = 2.75

  /// The part of the plane that directions reach; nil where none does.
  ///
  /// - Parameters:
  ///   - directions: in the rover frame.
  ///   - rotation: from the rover to the virtual camera.
  init?(of directions: [Vector3], seenFrom rotation: Matrix3) {
    let places = directions.compactMap { direction -> (x: Double, y: Double)? in
      let seen = rotation * direction
      guard seen.z > 0 else { return nil }
      let (x, y) = (seen.x / seen.z, seen.y / seen.z)
      return x.magnitude <= Self.widest && y.magnitude <= Self.widest ? (x, y) : nil
    }
    guard let left = places.map(\.x).min(), let right = places.map(\.x).max(),
      let top = places.map(\.y).min(), let bottom = places.map(\.y).max()
    else { return nil }
    (x, y) = (left...right, top...bottom)
  }

  private init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    (self.x, self.y) = (x, y)
  }

  /// The pixels that cover it: whole columns and rows from `offset` on.
  ///
  /// - Parameters:
  ///   - focal: pixels for a unit of the plane, across and down.
  ///   - offset: where the axis meets the grid of pixels; a whole number keeps the grid.
  /// - Returns: the principal point and the size.
  /// - Throws: a failure when no picture is that large.
  func pixels(
    focal: (x: Double, y: Double), offset: ImagePoint = ImagePoint(0, 0)
  ) throws(Failure) -> (intrinsics: Intrinsics, size: Size) {
    // What rounding took from a whole number must not cost a pixel.
    let slack = 1e-6
    let left = (focal.x * x.lowerBound + offset.x - slack).rounded(.up)
    let top = (focal.y * y.lowerBound + offset.y - slack).rounded(.up)
    let right = (focal.x * x.upperBound + offset.x + slack).rounded(.down)
    let bottom = (focal.y * y.upperBound + offset.y + slack).rounded(.down)
    let (width, height) = (right - left + 1, bottom - top + 1)
    guard width >= 1, height >= 1, width <= 16384, height <= 16384 else {
      throw Failure(
        "the picture would have \(Int(width))×\(Int(height)) pixels",
        remedy: "choose another scale, so that both sides have 1 to 16384 pixels")
    }
    let intrinsics = Intrinsics(
      focalX: focal.x, focalY: focal.y, centreX: offset.x - left, centreY: offset.y - top)
    return (intrinsics, Size(Int(width), Int(height)))
  }

  /// A large rectangle within this one of which a camera sees everything; nil where there is none.
  ///
  /// It is this one made smaller about the axis until every point of its border is seen; then each
  /// side goes out again as far as it can.
  ///
  /// - Parameter isSeen: whether the camera sees a point of the plane.
  /// - Returns: the rectangle, to 2⁻²⁰ of this one's sides.
  func inner(_ isSeen: (ImagePoint) -> Bool) -> PlaneWindow? {
    func scaled(_ share: Double) -> PlaneWindow {
      PlaneWindow(
        x: x.lowerBound * share...x.upperBound * share,
        y: y.lowerBound * share...y.upperBound * share)
    }
    guard x.contains(0), y.contains(0), isSeen(ImagePoint(0, 0)) else { return nil }
    var found = scaled(Self.largest { scaled($0).hasBorder(isSeen) })
    let start = found
    func moved(_ side: WritableKeyPath<PlaneWindow, Double>, _ share: Double) -> PlaneWindow {
      var window = found
      window[keyPath: side] += (self[keyPath: side] - start[keyPath: side]) * share
      return window
    }
    for side in [\PlaneWindow.left, \.right, \.top, \.bottom] {
      found = moved(side, Self.largest { moved(side, $0).hasBorder(isSeen) })
    }
    return found
  }

  /// The largest share, 0 to 1, up to which something holds, by halving.
  private static func largest(_ holds: (Double) -> Bool) -> Double {
    if holds(1) { return 1 }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<20 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }

  private func hasBorder(_ isSeen: (ImagePoint) -> Bool) -> Bool {
    (0...64).allSatisfy { step in
      let share = Double(step) / 64
      let column = left + (right - left) * share
      let row = top + (bottom - top) * share
      return isSeen(ImagePoint(column, top)) && isSeen(ImagePoint(column, bottom))
        && isSeen(ImagePoint(left, row)) && isSeen(ImagePoint(right, row))
    }
  }

  private var left: Double {
    get { x.lowerBound }
    set { x = newValue...x.upperBound }
  }
  private var right: Double {
    get { x.upperBound }
    set { x = x.lowerBound...newValue }
  }
  private var top: Double {
    get { y.lowerBound }
    set { y = newValue...y.upperBound }
  }
  private var bottom: Double {
    get { y.upperBound }
    set { y = y.lowerBound...newValue }
  }

  /// The columns and rows of both.
  func union(_ other: PlaneWindow) -> PlaneWindow {
    PlaneWindow(
      x: min(left, other.left)...max(right, other.right),
      y: min(top, other.top)...max(bottom, other.bottom))
  }

  /// The rows of both, and the columns in which points before both cameras lie; nil for none.
  ///
  /// This is the left camera's. A point lies in the right one as far to the left as its disparity
  /// says, from 0 on: what both see has columns from the right one's first to the left one's last.
  func common(with right: PlaneWindow) -> PlaneWindow? {
    let top = max(top, right.top)
    let bottom = min(bottom, right.bottom)
    guard right.left < self.right, top < bottom else { return nil }
    return PlaneWindow(x: right.left...self.right, y: top...bottom)
  }
}
