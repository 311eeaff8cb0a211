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

    /// A ray from here.
    func leaving(_ direction: Vector3) -> Ray {
      Ray(origin: point + normal * slack, direction: direction)
    }
  }

  private(set) var terrain: Terrain
  private(set) var bodies: Bodies
  let sun: SunDisc
  let soil: Material
  let grain: SurfaceGrain
  private let shade: BodyShade
  private let ceilings: SunCeilings

  /// A scene of its parts.
  ///
  /// - Parameters:
  ///   - terrain: the ground.
  ///   - bodies: what stands on it.
  ///   - sun: over both.
  ///   - ceilings: of this ground under this Sun; made when nil.
  ///   - soil: the material of the ground.
  ///   - grain: what is finer than surfaces.
  init(
    terrain: Terrain, bodies: Bodies, sun: SunDisc, ceilings: SunCeilings? = nil, soil: Material,
    grain: SurfaceGrain
  ) {
    (self.terrain, self.bodies, self.sun) = (terrain, bodies, sun)
    (self.soil, self.grain) = (soil, grain)
    shade = BodyShade(bodies.bodies, sun)
    self.ceilings = ceilings ?? SunCeilings(terrain, sun)
  }

  /// The same scene for another thread.
  func twin() -> LitScene {
    var result = self
    (result.terrain, result.bodies) = (terrain.twin(), bodies.twin())
    return result
  }

  /// What a ray first meets.
  ///
  /// - Parameters:
  ///   - ray: in site coordinates.
  ///   - start: how far it is known to meet no ground.
  ///   - isLow: whether it begins on the ground.
  ///   - isFree: whether it is known to meet no body.
  /// - Returns: the meeting, or nil where the ray ends in the sky.
  func meeting(
    _ ray: Ray, groundFrom start: Double = 0, isLow: Bool = false, isFree: Bool = false
  ) -> Meeting? {
    let hit = isFree ? nil : bodies.meeting(ray, to: .infinity)
    let end = hit?.distance ?? .infinity
    if let ground = terrain.meeting(ray, from: start, to: end, isLow: isLow) {
      return Meeting(
        distance: ground.distance, point: ground.point, normal: ground.normal, part: .ground,
        body: -1, albedo: ground.albedo, slack: 0.5 * ground.cell)
    }
    guard let hit else { return nil }
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

  /// What a ray that leaves a place first meets.
  func meeting(from place: Meeting, towards direction: Vector3) -> Meeting? {
    meeting(place.leaving(direction), isLow: place.part == .ground)
  }

  /// Whether light from a direction of the Sun's disc reaches a place.
  func isLit(_ meeting: Meeting, from direction: Vector3) -> Bool {
    guard meeting.normal.dot(direction) > 0 else { return false }
    let ray = meeting.leaving(direction)
    return !(shade.mayReach(ray.origin) && bodies.isMet(by: ray, to: .infinity))
      && terrain.distance(ray, isLow: meeting.part == .ground, ceilings: ceilings) == nil
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
