import Rig

/// A place on the inner surface of a shovel.
struct SurfaceSample: Sendable {
  /// In the shovel frame, in metres.
  let position: Vector3
  /// Into the shovel, of length 1.
  let normal: Vector3
}

extension ShovelModel {
  /// Places on the inner surface, evenly spread: one in each cube of the spacing's size that the
  /// surface goes through, whatever its triangles.
  ///
  /// - Parameters:
  ///   - floor: what lies within the rim.
  ///   - spacing: about how far apart, in metres.
  /// - Returns: triangle by triangle.
  func samples(_ floor: ShovelFloor, spacing: Double) -> [SurfaceSample] {
    var taken = Set<SIMD3<Int>>()
    return interior.triangles.indices.flatMap { index -> [SurfaceSample] in
      let (a, b, c) = interior.corners(index)
      let (ab, ac) = (b - a, c - a)
      let area = ab.cross(ac)
      guard area.length > 0 else { return [] }
      let middle = a + (ab + ac) * (1.0 / 3)
      // Files differ in which side of triangles is the front.
      let side = area.normalized * (2 * floor.cell)
      let normal = area.normalized * (floor.isAbove(middle + side) ? 1 : -1)
      let longest = max(ab.length, max(ac.length, (c - b).length))
      let steps = max(1, Int((2 * longest / spacing).rounded(.up)))
      // The middles of the small triangles that stand like the large one.
      return (0..<steps).flatMap { row in
        (0..<steps - row).compactMap { column in
          let (u, v) = (
            (Double(column) + 1.0 / 3) / Double(steps), (Double(row) + 1.0 / 3) / Double(steps)
          )
          let place = a + ab * u + ac * v
          let cube = SIMD3(place.x, place.y, place.z) / spacing
          let isNew = taken.insert(SIMD3<Int>(cube.rounded(.down))).inserted
          return isNew ? SurfaceSample(position: place, normal: normal) : nil
        }
      }
    }
  }
}
