import Rig

/// The floor of a shovel, as places at which one asks for sunlight.
///
/// The floor is what of the inner surface leans by less than 60° against the shovel's own level:
/// of a box its bottom, of a wedge all that rises to the lip. It is looked at from above, at the
/// middles of 24 × 24 rectangles of the shovel's length and width.
struct FloorLight: Sendable {
  private static let side = 24
  /// Metres over the rim from which one looks down, more than any heap is high.
  private static let above = 0.15
  /// The cosine of 60°.
  private static let steepest = 0.5
  private static let down = Vector3(0, 0, -1)

  /// Over places of the floor, in the shovel frame.
  private let starts: [Vector3]

  /// The floor of a shape.
  init(_ shape: ShovelShape) {
    let interior = shape.interior
    let tree = BoundingTree(interior)
    let (low, high) = interior.bounds
    var starts: [Vector3] = []
    for index in 0..<Self.side * Self.side {
      let (u, v) = (
        (Double(index % Self.side) + 0.5) / Double(Self.side),
        (Double(index / Self.side) + 0.5) / Double(Self.side)
      )
      let start = Vector3(
        low.x + (high.x - low.x) * u, low.y + (high.y - low.y) * v, high.z + Self.above)
      guard let hit = tree.meeting(Ray(origin: start, direction: Self.down)) else { continue }
      let (a, b, c) = interior.corners(hit.triangle)
      if (b - a).cross(c - a).normalized.z > Self.steepest { starts.append(start) }
    }
    self.starts = starts
  }

  /// The share of the floor, or of the regolith that lies over it, that the Sun's middle shines on.
  ///
  /// - Parameters:
  ///   - scene: with the shovel in it; grains do not count.
  ///   - frame: shovel frame to site frame.
  /// - Returns: from 0 to 1.
  func share(in scene: LitScene, _ frame: Placement) -> Double {
    let sun = scene.sun.direction
    var lit = 0
    for start in starts {
      let ray = Ray(origin: frame.place(start), direction: frame.rotation * Self.down)
      guard var place = seen(ray, in: scene) else { continue }
      if place.normal.dot(ray.direction) > 0 { place.normal = place.normal * -1 }
      if scene.isLit(place, from: sun) { lit += 1 }
    }
    return starts.isEmpty ? 0 : Double(lit) / Double(starts.count)
  }

  /// The first of shovel or regolith on a ray, with the normal of its surface.
  private func seen(_ ray: Ray, in scene: LitScene) -> LitScene.Meeting? {
    var start = 0.0
    while let hit = scene.bodies.meeting(ray, from: start, to: .infinity) {
      let part = scene.bodies.bodies[hit.body].part
      if part == .shovel || part == .regolith {
        var place = scene.meeting(ray, at: hit)
        place.normal = hit.normal
        return place
      }
      start = hit.distance + 1e-6
    }
    return nil
  }
}

extension Simulation {
  /// The share of the shovel's floor, or of what lies over it, that is in direct sunlight.
  ///
  /// - Parameter moment: which of the scene's moments.
  /// - Returns: from 0 to 1; nil without a shovel.
  func litShare(moment: Int) -> Double? {
    moments[moment].shovel.map {
      FloorLight($0.shape).share(
        in: litScene(moment), setting(moment).placement.around($0.placement))
    }
  }
}

extension Placement {
  /// The pose of an inner frame that is given in this one.
  func around(_ inner: Placement) -> Placement {
    Placement(position: place(inner.position), rotation: rotation * inner.rotation)
  }
}
