import Rig

/// A scene under the Sun: ground and bodies, and the light that comes from them.
struct LitScene: Sendable {
  /// What a ray meets.
  struct Meeting {
    var distance: Double
    var point: Vector3
    var normal: Vector3
    var part: ScenePart
    /// Which body; −1 for the ground.
    var body: Int
    var albedo: Double
    /// How far off the surface other rays start, as it is only known to that.
    var slack: Double
  }

  var terrain: Terrain
  let bodies: Bodies
  let sun: SunDisc
  let soil: Material
  let grain: SurfaceGrain

  /// What a ray first meets.
  func meeting(_ ray: Ray) -> Meeting? {
    let ground = terrain.meeting(ray)
    let end = ground?.distance ?? .infinity
    if let hit = bodies.meeting(ray, to: end) {
      let body = bodies.bodies[hit.body]
      let point = ray.origin + ray.direction * hit.distance
      var meeting = Meeting(
        distance: hit.distance, point: point, normal: hit.normal, part: body.part, body: hit.body,
        albedo: body.albedo, slack: 2e-5)
      if body.part == .regolith {
        meeting.normal = grain.tilted(hit.normal, at: point)
        meeting.albedo *= grain.brightness(at: point)
      }
      return meeting
    }
    guard let ground else { return nil }
    return Meeting(
      distance: ground.distance, point: ground.point, normal: ground.normal, part: .ground,
      body: -1, albedo: ground.albedo, slack: 0.5 * ground.cell)
  }

  /// Whether light from a direction reaches a place.
  func isLit(_ meeting: Meeting, from direction: Vector3) -> Bool {
    guard meeting.normal.dot(direction) > 0 else { return false }
    let ray = Ray(
      origin: meeting.point + meeting.normal * meeting.slack, direction: direction)
    return !bodies.isMet(by: ray, to: .infinity) && terrain.distance(ray) == nil
  }

  /// Sunlight that a place sends to a viewer, as a radiance factor.
  func sunlight(_ meeting: Meeting, from direction: Vector3, to viewer: Vector3) -> Vector3 {
    guard isLit(meeting, from: direction) else { return .zero }
    let (material, dust) = surface(meeting)
    var light = material.radiance(
      albedo: meeting.albedo, normal: meeting.normal, light: direction, viewer: viewer)
    if dust > 0 {
      let film = soil.radiance(
        albedo: grain.dustAlbedo, normal: meeting.normal, light: direction, viewer: viewer)
      light = light * (1 - dust) + film * dust
    }
    return light
  }

  /// What a place is made of, and the share of it that dust hides.
  func surface(_ meeting: Meeting) -> (material: Material, dust: Double) {
    guard meeting.body >= 0 else { return (soil, 0) }
    let body = bodies.bodies[meeting.body]
    return (body.material, grain.dust(body.dust, at: meeting.point))
  }
}
