import Raster

/// Numbers at every pixel of a plane that has no edge, each worked out once.
final class Field {
  private let margin: Int
  private let width: Int
  private let height: Int
  private var values: [Double]

  /// - Parameters:
  ///   - size: of the picture.
  ///   - margin: pixels beyond each edge that are worked out as well.
  ///   - value: the number at a pixel, inside or outside.
  init(_ size: Size, margin: Int, _ value: (_ x: Int, _ y: Int) -> Double) {
    self.margin = margin
    width = size.width + 2 * margin
    height = size.height + 2 * margin
    values = []
    for y in -margin..<size.height + margin {
      for x in -margin..<size.width + margin { values.append(value(x, y)) }
    }
  }

  subscript(x: Int, y: Int) -> Double { values[(y + margin) * width + x + margin] }
}

/// Methods that work on sites, pixel by pixel, in double precision, on a mosaic that is mirrored
/// far beyond its edges, so that nothing has to be mirrored later.
struct SiteOracle {
  enum Method { case lmmse, menon, residual, fast, adaptive }

  let size: Size
  let pattern: BayerPattern
  let mosaic: Plane<Float>

  /// Red, green, blue.
  struct Colors {
    var own: Double
    var green: Double
    var other: Double
  }

  func isGreen(_ x: Int, _ y: Int) -> Bool {
    ((x ^ pattern.redX) ^ (y ^ pattern.redY)) & 1 == 1
  }

  /// A field that is known `spent` pixels less far than the mosaic.
  func field(_ spent: Int, _ value: (_ x: Int, _ y: Int) -> Double) -> Field {
    Field(size, margin: 48 - spent, value)
  }

  var m: Field { field(0) { Double(mosaic.mirrored($0, $1)) } }

  /// Red, green and blue of every pixel by row, column.
  func colors(_ method: Method) -> (_ x: Int, _ y: Int) -> (Double, Double, Double) {
    let m = m
    let result: (_ x: Int, _ y: Int) -> Colors =
      switch method {
      case .lmmse: lmmse(m)
      case .menon: menon(m)
      case .residual: fitted(m, green: residualGreen(m, along: 7, across: 4, sigma: 2))
      case .fast: fitted(m, green: residualGreen(m, along: 3, across: 2, sigma: 1.4))
      case .adaptive: fitted(m, green: adaptiveGreen(m))
      }
    return { x, y in
      let colors = result(x, y)
      let isRedRow = (y ^ pattern.redY) & 1 == 0
      return isRedRow
        ? (colors.own, colors.green, colors.other) : (colors.other, colors.green, colors.own)
    }
  }
}

/// A step along a row or a column.
enum Axis: CaseIterable {
  case row, column

  func at(_ x: Int, _ y: Int, _ along: Int, _ across: Int = 0) -> (Int, Int) {
    self == .row ? (x + along, y + across) : (x + across, y + along)
  }
}

extension Field {
  /// The value some steps along an axis, and some across it.
  func at(_ axis: Axis, _ x: Int, _ y: Int, _ along: Int, _ across: Int = 0) -> Double {
    let (column, row) = axis.at(x, y, along, across)
    return self[column, row]
  }

  /// The sum of the two values so many steps away.
  func pair(_ axis: Axis, _ x: Int, _ y: Int, _ step: Int) -> Double {
    at(axis, x, y, -step) + at(axis, x, y, step)
  }
}
