import Rig

/// What a pixel shows.
public enum ScenePart: UInt8, Sendable, CaseIterable {
  /// Nothing: black sky.
  case sky
  /// The ground.
  case ground
  /// The rover without its shovel.
  case rover
  /// The shovel.
  case shovel
  /// Regolith in the shovel.
  case regolith
}

/// Everything in a scene that is no ground, in the site frame.
struct Bodies: Sendable {
  /// One of them.
  struct Body: Sendable {
    var part: ScenePart
    var mesh: TriangleMesh
    var material: Material
    /// Normals of the corners, where the surface is smooth.
    var normals: [Vector3]?
    /// The share of the surface that dust hides.
    var dust = 0.0
    /// Normal albedo of soil, or factor of the colour.
    var albedo = 1.0
    /// What hides its material.
    var coat: Coat?
    /// The frame that grains, patches of dust and prints stay in, in the site frame.
    var placement = Placement(position: .zero, rotation: .identity)
  }

  /// A meeting of a ray with a body.
  struct Meeting {
    var distance: Double
    var normal: Vector3
    /// Which body.
    var body: Int
  }

  let bodies: [Body]
  /// A tree for each: large triangles of one would widen the boxes of small ones of another.
  private var trees: [BoundingTree]
  /// The boxes around each.
  private let boxes: [(low: Vector3, high: Vector3)]

  /// Bodies from their surfaces.
  init(_ bodies: [Body]) {
    self.bodies = bodies
    trees = bodies.map { BoundingTree($0.mesh) }
    // A ray along a side counts as within.
    let room = Vector3(1e-6, 1e-6, 1e-6)
    boxes = bodies.map { body in
      let (low, high) = body.mesh.bounds
      return (low - room, high + room)
    }
  }

  /// The same bodies for another thread.
  func twin() -> Bodies {
    var result = self
    result.trees = trees.map { $0.twin() }
    return result
  }

  /// Where a ray first meets one of them.
  func meeting(_ ray: Ray, from start: Double = 0, to end: Double) -> Meeting? {
    let inverse = Vector3(1 / ray.direction.x, 1 / ray.direction.y, 1 / ray.direction.z)
    var (nearest, number): (BoundingTree.Hit?, Int) = (nil, 0)
    for index in 0..<trees.count {
      let limit = nearest?.distance ?? end
      guard isNear(index, ray, inverse, limit),
        let hit = trees[index].meeting(ray, from: start, to: limit)
      else { continue }
      (nearest, number) = (hit, index)
    }
    guard let hit = nearest else { return nil }
    let body = bodies[number]
    let (a, b, c) = body.mesh.corners(hit.triangle)
    var normal = (b - a).cross(c - a).normalized
    if let normals = body.normals {
      let corners = body.mesh.triangles[hit.triangle]
      let share = Self.shares(ray.origin + ray.direction * hit.distance, a, b, c, normal)
      normal =
        (normals[Int(corners.x)] * share.x + normals[Int(corners.y)] * share.y
        + normals[Int(corners.z)] * share.z).normalized
    }
    // Seen from behind, a sheet shows its other side.
    if normal.dot(ray.direction) > 0, body.normals == nil { normal = normal * -1 }
    return Meeting(distance: hit.distance, normal: normal, body: number)
  }

  /// Whether a ray meets any of them.
  func isMet(by ray: Ray, to end: Double) -> Bool {
    let inverse = Vector3(1 / ray.direction.x, 1 / ray.direction.y, 1 / ray.direction.z)
    for index in 0..<trees.count
    where isNear(index, ray, inverse, end) && trees[index].isMet(by: ray, to: end) {
      return true
    }
    return false
  }

  /// Whether a ray comes through the box around a body.
  @inline(__always)
  private func isNear(_ index: Int, _ ray: Ray, _ inverse: Vector3, _ end: Double) -> Bool {
    let (low, high) = boxes[index]
    var part = RaySpan(low: 0, high: end)
    part.cut(ray.origin.x, inverse.x, low.x, high.x)
    part.cut(ray.origin.y, inverse.y, low.y, high.y)
    part.cut(ray.origin.z, inverse.z, low.z, high.z)
    return part.low <= part.high
  }

  /// How much each corner of a triangle counts at a point of it.
  private static func shares(
    _ point: Vector3, _ a: Vector3, _ b: Vector3, _ c: Vector3, _ normal: Vector3
  ) -> Vector3 {
    let whole = (b - a).cross(c - a).dot(normal)
    let first = (c - b).cross(point - b).dot(normal) / whole
    let second = (a - c).cross(point - c).dot(normal) / whole
    return Vector3(first, second, 1 - first - second)
  }
}
