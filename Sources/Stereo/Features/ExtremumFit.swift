import Kernels
import Raster
import Rig

/// A maximum or minimum of a scale space between its samples.
///
/// A parabola in columns, rows and levels is laid through the 27 samples around; where its vertex
/// is nearer to another sample, that one is taken. Source: M. Brown, D. G. Lowe, "Invariant
/// features from interest point groups" (2002); Lowe (2004), section 4.
struct ExtremumFit {
  /// The sample next to it.
  let x: Int
  let y: Int
  let layer: Int
  /// How far from that sample: columns, rows and levels.
  let offset: Vector3
  /// The difference of Gaussians there.
  let value: Double

  /// Follows an extremum of samples to the vertex of the parabola; nil where nothing stands out, on
  /// edges, and where five steps find no vertex.
  ///
  /// - Parameters:
  ///   - spot: where samples are extreme.
  ///   - levels: of its octave.
  ///   - margin: samples along the edges that are left out.
  ///   - contrast: what the value must reach.
  ///   - edgeRatio: how much more the surface may be curved across than along.
  init?(
    _ spot: ScaleExtrema.Spot, _ levels: [Plane<Float>], margin: Int, contrast: Double,
    edgeRatio: Double
  ) {
    var (x, y, layer) = (spot.x, spot.y, spot.layer)
    let size = levels[0].size
    for _ in 0..<5 {
      let around = Neighbours(levels, x, y, layer)
      guard let step = around.vertex else { return nil }
      if step.isWithin(0.5) {
        value = around.centre + around.slope.dot(step) / 2
        guard value.magnitude >= contrast, around.isRound(within: edgeRatio) else { return nil }
        (self.x, self.y, self.layer) = (x, y, layer)
        offset = step
        return
      }
      guard step.isWithin(1e3) else { return nil }
      x += Int(step.x.rounded())
      y += Int(step.y.rounded())
      layer += Int(step.z.rounded())
      guard (margin..<size.width - margin).contains(x), (margin..<size.height - margin).contains(y),
        (1...levels.count - 3).contains(layer)
      else { return nil }
    }
    return nil
  }
}

/// The 27 differences around a sample, and their derivatives by column, row and level.
private struct Neighbours {
  let centre: Double
  let slope: Vector3
  /// Second derivatives; symmetric.
  private let curvature: Matrix3

  init(_ levels: [Plane<Float>], _ x: Int, _ y: Int, _ layer: Int) {
    let (finer, here, coarser) = (
      Nine(levels[layer], levels[layer - 1], x, y), Nine(levels[layer + 1], levels[layer], x, y),
      Nine(levels[layer + 2], levels[layer + 1], x, y)
    )
    centre = here.middle.y
    slope = Vector3(
      (here.middle.z - here.middle.x) / 2, (here.below.y - here.above.y) / 2,
      (coarser.middle.y - finer.middle.y) / 2)
    let xy = (here.below.z - here.below.x - here.above.z + here.above.x) / 4
    let xl = (coarser.middle.z - coarser.middle.x - finer.middle.z + finer.middle.x) / 4
    let yl = (coarser.below.y - coarser.above.y - finer.below.y + finer.above.y) / 4
    curvature = Matrix3(
      Vector3(here.middle.z + here.middle.x - 2 * centre, xy, xl),
      Vector3(xy, here.below.y + here.above.y - 2 * centre, yl),
      Vector3(xl, yl, coarser.middle.y + finer.middle.y - 2 * centre))
  }

  /// Where the parabola has no slope, from the sample; nil where it is nowhere.
  var vertex: Vector3? {
    let (a, b, c) = curvature.rows
    let (u, v, w) = (b.cross(c), c.cross(a), a.cross(b))
    let determinant = a.dot(u)
    guard determinant != 0 else { return nil }
    return (u * slope.x + v * slope.y + w * slope.z) * (-1 / determinant)
  }

  /// Whether both curvatures in the picture have one sign and the larger is at most `ratio` times
  /// the smaller one: `tr² / det ≤ (r + 1)² / r`.
  func isRound(within ratio: Double) -> Bool {
    let (a, b, _) = curvature.rows
    let trace = a.x + b.y
    let determinant = a.x * b.y - a.y * a.y
    return determinant > 0
      && trace * trace * ratio <= (ratio + 1) * (ratio + 1) * determinant
  }
}

/// The differences of two levels at 3×3 samples: three rows of three.
private struct Nine {
  let above: Vector3
  let middle: Vector3
  let below: Vector3

  init(_ coarse: Plane<Float>, _ fine: Plane<Float>, _ x: Int, _ y: Int) {
    func row(_ y: Int) -> Vector3 {
      let (a, b) = (coarse.row(y), fine.row(y))
      return Vector3(
        Double(a[x - 1] - b[x - 1]), Double(a[x] - b[x]), Double(a[x + 1] - b[x + 1]))
    }
    (above, middle, below) = (row(y - 1), row(y), row(y + 1))
  }
}

extension Vector3 {
  /// Whether all parts are nearer to 0 than a limit.
  fileprivate func isWithin(_ limit: Double) -> Bool {
    x.magnitude < limit && y.magnitude < limit && z.magnitude < limit
  }
}
