import ExactMath
import Kernels
import Raster
import Rig

/// By how much the pixels of a picture lie elsewhere than where its placement says, on a mosaic.
struct Displacement: Sendable {
  /// Each `factor`th pixel of this part of the small canvas.
  private let region: Region
  private let factor: Int
  private let x: Plane<Float>
  private let y: Plane<Float>
  /// Not 0 where displacements are guessed from those around.
  private let guessed: Plane<UInt8>

  /// The displacement that makes a picture agree with another one.
  ///
  /// Where the other picture tells nothing, displacements go over smoothly to those of what lies
  /// around.
  ///
  /// - Parameters:
  ///   - canvas: with few pixels.
  ///   - factor: how many pixels of the mosaic each stands for.
  ///   - view: the picture.
  ///   - other: where the other picture shows a pixel of the mosaic.
  ///   - match: from positions in the other picture to this one.
  ///   - context: threads and instruction set.
  init?(
    _ canvas: MosaicCanvas, factor: Int, view: MosaicView, other: MosaicView,
    _ match: ParallaxMatch, _ context: FilterContext
  ) {
    let region = canvas.region(of: view)
    (self.region, self.factor) = (region, factor)
    let rays = canvas.rays(region)
    let share = Double(factor)
    let (place, seenByOther) = (view.placement.positions, other.positions)
    let found = (0..<region.size.area).map { index -> SIMD2<Float>? in
      let (column, row) = (index % region.size.width, index / region.size.width)
      let ray = rays.direction(x: column, y: row)
      let pixel = ImagePoint(Double(region.x + column) * share, Double(region.y + row) * share)
      guard let there = seenByOther(ray, pixel), other.size.contains(there),
        let seen = match.mapped(there), let own = place(ray)
      else { return nil }
      return SIMD2(Float(seen.x - own.x), Float(seen.y - own.y))
    }
    guard found.contains(where: { $0 != nil }) else { return nil }
    // Where displacements bend, they were not matched, or something stands out.
    let (across, down) = (found.plane(\.x, region.size), found.plane(\.y, region.size))
    let (right, bottom) = (region.size.width - 1, region.size.height - 1)
    let torn = Plane<UInt8>(size: region.size) { y, out in
      let (above, below) = (max(y - 1, 0), min(y + 1, bottom))
      for x in out.indices {
        let (before, after) = (max(x - 1, 0), min(x + 1, right))
        let isSmooth = [across, down].allSatisfy { field in
          let twice = 2 * field[x, y]
          return (field[before, y] + field[after, y] - twice).magnitude <= Self.mostBend
            && (field[x, above] + field[x, below] - twice).magnitude <= Self.mostBend
        }
        out[x] = found[y * region.size.width + x] == nil || !isSmooth ? 1 : 0
      }
    }
    guessed =
      Validity(torn).spread(by: Self.edge, rows: 0..<region.size.height).defects
      ?? Plane(size: region.size, repeating: 0)
    guard !guessed.mapped({ $0 == 0 ? 1 : 0 }).isZero else { return nil }
    (x, y) = Fringe(guessed).continued(across, down, context)
  }

  /// The displacement of a pixel of the mosaic, in pixels of the picture.
  func at(_ pixel: ImagePoint) -> (x: Double, y: Double) {
    let column = pixel.x / Double(factor) - Double(region.x)
    let row = pixel.y / Double(factor) - Double(region.y)
    return (x.between(column, row), y.between(column, row))
  }

  /// Whether the displacement at a pixel of the mosaic was measured, on one surface.
  func isMeasured(at pixel: ImagePoint) -> Bool {
    let column = Int(pixel.x) / factor - region.x
    let row = Int(pixel.y) / factor - region.y
    return region.size.bounds.contains(Region(x: column, y: row, width: 1, height: 1))
      && guessed[column, row] == 0
  }

  /// By how many pixels a pixel of a surface is displaced from what both neighbours let expect,
  /// doubled.
  private static let mostBend = Float(1)
  /// How far from where they are torn displacements are not believed, in pixels of the small
  /// canvas.
  private static let edge = 1
}

extension Plane<Float> {
  /// The number at a position, by bilinear interpolation; the nearest beyond the edge.
  fileprivate func between(_ x: Double, _ y: Double) -> Double {
    let column = Swift.min(Swift.max(x, 0), Double(width - 1))
    let row = Swift.min(Swift.max(y, 0), Double(height - 1))
    let (left, top) = (Int(column), Int(row))
    let (right, below) = (Swift.min(left + 1, width - 1), Swift.min(top + 1, height - 1))
    let (u, v) = (column - Double(left), row - Double(top))
    let upper = Double(self[left, top]) * (1 - u) + Double(self[right, top]) * u
    let lower = Double(self[left, below]) * (1 - u) + Double(self[right, below]) * u
    return upper * (1 - v) + lower * v
  }
}
