import ExactMath
import Raster
import Rig

/// The picture that a mosaic becomes, and where each of its pixels looks.
public struct MosaicCanvas: Sendable, Hashable {
  /// How directions become places.
  public let projection: MosaicProjection
  /// Width and height.
  public let size: Size
  /// Which pixel looks along the z axis of ``axes``.
  public let middle: ImagePoint
  /// Pixels for a radian, or for a slope of 1.
  public let scale: Double
  /// From the mosaic's own axes (x right, y down, z ahead) to those of the placements.
  public let axes: Matrix3

  /// Where a direction appears, perhaps outside; nil where it does not.
  func place(_ direction: Vector3) -> ImagePoint? {
    projection.place(axes.transposed * direction).map {
      ImagePoint($0.x * scale + middle.x, $0.y * scale + middle.y)
    }
  }

  /// The same with `1/factor` of the pixels across and down: those that are whole multiples.
  func reduced(by factor: Int) -> MosaicCanvas {
    let share = Double(factor)
    return MosaicCanvas(
      projection: projection,
      size: Size((size.width + factor - 1) / factor, (size.height + factor - 1) / factor),
      middle: ImagePoint(middle.x / share, middle.y / share), scale: scale / share, axes: axes)
  }

  /// How much longer what stands along an edge appears than what stands in the middle, at most.
  var stretch: Double {
    func slope(_ middle: Double, _ count: Int) -> Double {
      max(middle, Double(count - 1) - middle) / scale
    }
    let (across, down) = (slope(middle.x, size.width), slope(middle.y, size.height))
    return switch projection {
    case .plane: 1 + max(across * across, down * down)
    case .cylinder: 1 + down * down
    case .sphere: 1 / max(1e-9, Exact.cos(min(down, Double.pi / 2)))
    }
  }

  /// The part that a picture covers; empty where it shows nothing of it.
  func region(of view: MosaicView) -> Region {
    var bounds = PlaceBounds()
    for point in view.size.border {
      if let seen = view.placement.direction(point).flatMap(place) { bounds.add(seen) }
    }
    let (low, high) = (bounds.low, bounds.high)
    guard low.x <= high.x else { return Region(x: 0, y: 0, width: 0, height: 0) }
    func cut(_ number: Double, _ most: Int) -> Int { Int(min(max(number, 0), Double(most))) }
    let (x, y) = (cut(low.x.rounded(.down), size.width), cut(low.y.rounded(.down), size.height))
    return Region(
      x: x, y: y, width: cut(high.x.rounded(.up) + 1, size.width) - x,
      height: cut(high.y.rounded(.up) + 1, size.height) - y)
  }

  /// Where the pixels of a part look.
  func rays(_ region: Region) -> Rays {
    Rays(
      columns: region.columns.map { projection.column((Double($0) - middle.x) / scale) },
      rows: region.rows.map { projection.row((Double($0) - middle.y) / scale) }, axes: axes)
  }

  /// Where the pixels of a part look: sines and cosines are asked for once a column and row.
  struct Rays: Sendable {
    fileprivate let columns: [MosaicProjection.Part]
    fileprivate let rows: [MosaicProjection.Part]
    fileprivate let axes: Matrix3

    /// Where a pixel looks, counted from the corner of the part.
    func direction(x: Int, y: Int) -> Vector3 {
      axes * MosaicProjection.direction(columns[x], rows[y])
    }
  }
}

extension MosaicCanvas {
  /// The canvas that holds all pictures; nil where a picture cannot be seen as a whole.
  ///
  /// - Parameters:
  ///   - projection: how directions become places.
  ///   - scale: pixels for a radian, or for a slope of 1.
  ///   - axes: the middle of a cylinder or sphere lies along its z axis.
  ///   - views: the pictures.
  init?(
    projection: MosaicProjection, scale: Double, axes: Matrix3,
    holding views: [MosaicView]
  ) {
    let back = axes.transposed
    var bounds = PlaceBounds()
    for view in views {
      for point in view.size.border {
        guard let direction = view.placement.direction(point),
          let place = projection.place(back * direction)
        else { return nil }
        bounds.add(ImagePoint(place.x * scale, place.y * scale))
      }
    }
    let (low, high) = (bounds.low, bounds.high)
    guard low.x.isFinite, low.y.isFinite, (high.x - low.x) * (high.y - low.y) < 1e12 else {
      return nil
    }
    // What rounding added makes no pixel, and no zero has a sign.
    let slack = 1e-6
    let (x, y) = ((-low.x - slack).rounded(.up) + 0, (-low.y - slack).rounded(.up) + 0)
    let (width, height) = (x + (high.x - slack).rounded(.up), y + (high.y - slack).rounded(.up))
    self.init(
      projection: projection, size: Size(Int(width) + 1, Int(height) + 1),
      middle: ImagePoint(x, y), scale: scale, axes: axes)
  }
}

extension Size {
  /// Positions along the edge of a picture, at most 16 pixels apart, clockwise.
  var border: [ImagePoint] {
    let (right, bottom) = (Double(width - 1), Double(height - 1))
    let (across, down) = ((width + 15) / 16, (height + 15) / 16)
    let top = (0...across).map { right * Double($0) / Double(across) }
    let side = (0...down).map { bottom * Double($0) / Double(down) }
    return top.flatMap { [ImagePoint($0, 0), ImagePoint($0, bottom)] }
      + side.flatMap { [ImagePoint(0, $0), ImagePoint(right, $0)] }
  }
}
