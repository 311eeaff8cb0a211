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
  }

  /// A meeting of a ray with a body.
  struct Meeting {
    var distance: Double
    var normal: Vector3
    /// Which body.
    var body: Int
  }

  let bodies: [Body]
  private let tree: BoundingTree
  /// The body that each triangle belongs to, and its number there.
  private let owners: [SIMD2<Int32>]
  private let low: Vector3
  private let high: Vector3

  /// Bodies from their surfaces.
  init(_ bodies: [Body]) {
    self.bodies = bodies
    var all = TriangleMesh()
    var owners: [SIMD2<Int32>] = []
    for (number, body) in bodies.enumerated() {
      all.add(body.mesh)
      owners += body.mesh.triangles.indices.map { SIMD2(Int32(number), Int32($0)) }
    }
    self.owners = owners
    tree = BoundingTree(all)
    var (low, high) = (
      Vector3(.infinity, .infinity, .infinity), Vector3(-.infinity, -.infinity, -.infinity)
    )
    for p in all.vertices {
      low = Vector3(min(low.x, p.x), min(low.y, p.y), min(low.z, p.z))
      high = Vector3(max(high.x, p.x), max(high.y, p.y), max(high.z, p.z))
    }
    // A ray along a side counts as within.
    let room = Vector3(1e-6, 1e-6, 1e-6)
    (self.low, self.high) = (low - room, high + room)
  }

  /// Where a ray first meets one of them.
  func meeting(_ ray: Ray, from start: Double = 0, to end: Double) -> Meeting? {
    guard isNear(ray, end), let hit = tree.meeting(ray, from: start, to: end) else { return nil }
    let owner = owners[hit.triangle]
    let body = bodies[Int(owner.x)]
    let (a, b, c) = body.mesh.corners(Int(owner.y))
    var normal = (b - a).cross(c - a).normalized
    if let normals = body.normals {
      let corners = body.mesh.triangles[Int(owner.y)]
      let share = Self.shares(ray.origin + ray.direction * hit.distance, a, b, c, normal)
      normal =
        (normals[Int(corners.x)] * share.x + normals[Int(corners.y)] * share.y
        + normals[Int(corners.z)] * share.z).normalized
    }
    // Seen from behind, a sheet shows its other side.
    if normal.dot(ray.direction) > 0, body.normals == nil { normal = normal * -1 }
    return Meeting(distance: hit.distance, normal: normal, body: Int(owner.x))
  }

  /// Whether a ray meets any of them.
  func isMet(by ray: Ray, to end: Double) -> Bool {
    isNear(ray, end) && tree.isMet(by: ray, to: end)
  }

  /// Whether a ray comes through the box around all.
  @inline(__always)
  private func isNear(_ ray: Ray, _ end: Double) -> Bool {
    var part = RaySpan(low: 0, high: end)
    part.cut(ray.origin.x, ray.direction.x, low.x, high.x)
    part.cut(ray.origin.y, ray.direction.y, low.y, high.y)
    part.cut(ray.origin.z, ray.direction.z, low.z, high.z)
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
