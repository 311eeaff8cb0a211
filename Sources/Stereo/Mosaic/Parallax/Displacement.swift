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
    let found = (0..<region.size.area).map { index -> SIMD2<Float>? in
      let (column, row) = (index % region.size.width, index / region.size.width)
      let ray = rays.direction(x: column, y: row)
      let pixel = ImagePoint(Double(region.x + column) * share, Double(region.y + row) * share)
      guard let there = other.position(ray, at: pixel), other.size.contains(there),
        let seen = match.mapped(there), let own = view.placement.position(ray)
      else { return nil }
      return SIMD2(Float(seen.x - own.x), Float(seen.y - own.y))
    }
    guard found.contains(where: { $0 != nil }) else { return nil }
    func plane(_ part: WritableKeyPath<SIMD2<Float>, Float>) -> Plane<Float> {
      Plane(size: region.size) { y, out in
        for x in out.indices { out[x] = found[y * region.size.width + x]?[keyPath: part] ?? 0 }
      }
    }
    guessed = Plane(size: region.size) { y, out in
      for x in out.indices { out[x] = found[y * region.size.width + x] == nil ? 1 : 0 }
    }
    x = plane(\.x).filled(where: guessed, context)
    y = plane(\.y).filled(where: guessed, context)
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
    guard region.size.bounds.contains(Region(x: column, y: row, width: 2, height: 2)),
      guessed[column, row] == 0
    else { return false }
    return [x, y].allSatisfy { plane in
      let here = plane[column, row]
      return (plane[column + 1, row] - here).magnitude <= Self.mostStrain
        && (plane[column, row + 1] - here).magnitude <= Self.mostStrain
    }
  }

  /// By how many pixels neighbours on one surface are displaced differently.
  private static let mostStrain = Float(1)
}

extension Plane<Float> {
  /// What is unknown as means of what is known around it, the nearer the more: from level to level
  /// of a pyramid.
  fileprivate func filled(where unknown: Plane<UInt8>, _ context: FilterContext) -> Plane<Float> {
    guard width > 1 || height > 1 else { return self }
    let half = HalvingFilter().applied(to: self, without: unknown, in: context)
    let coarse =
      half.unknown.map { half.plane.filled(where: $0, context) } ?? half.plane
    let guess = Pyramid.up(coarse, to: size, in: context)
    return Plane(size: size) { y, out in
      let (own, marks, others) = (row(y), unknown.row(y), guess.row(y))
      for x in own.indices { out[x] = marks[x] == 0 ? own[x] : others[x] }
    }
  }

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
