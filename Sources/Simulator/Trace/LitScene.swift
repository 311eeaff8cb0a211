import Rig

/// A scene under the Sun: ground and bodies, and the light that comes from them.
struct LitScene: Sendable {
  /// What a place is made of.
  struct Surface {
    var material: Material
    /// Normal albedo of soil, or factor of the colour.
    var albedo: Double
    /// The share of it that dust hides.
    var dust = 0.0
    /// By which factor the dust is brighter than other dust.
    var film = 1.0
  }

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
    return hit.map { meeting(ray, at: $0) }
  }

  /// The place where a ray meets a body.
  func meeting(_ ray: Ray, at hit: Bodies.Meeting) -> Meeting {
    let body = bodies.bodies[hit.body]
    let point = ray.origin + ray.direction * hit.distance
    var meeting = Meeting(
      distance: hit.distance, point: point, normal: hit.normal, part: body.part, body: hit.body,
      albedo: body.albedo, slack: 2e-5)
    if body.part == .regolith {
      let own = body.placement.own(point)
      meeting.normal = grain.tilted(hit.normal, at: own)
      meeting.albedo *= grain.brightness(at: own)
    }
    return meeting
  }

  /// What a ray that leaves a place first meets.
  func meeting(from place: Meeting, towards direction: Vector3) -> Meeting? {
    meeting(place.leaving(direction), isLow: place.part == .ground)
  }

  /// Whether light from a direction of the Sun's disc reaches a place.
  func isLit(_ meeting: Meeting, from direction: Vector3) -> Bool {
    !isShaded(meeting.leaving(direction).origin, from: direction) && isOpen(meeting, to: direction)
  }

  /// Whether neither its own surface nor the ground keeps a direction of the Sun's disc from a
  /// place.
  func isOpen(_ meeting: Meeting, to direction: Vector3) -> Bool {
    meeting.normal.dot(direction) > 0
      && terrain.distance(
        meeting.leaving(direction), isLow: meeting.part == .ground, ceilings: ceilings) == nil
  }

  /// The same for a place beside others that were asked before.
  ///
  /// What keeps the Sun from a place mostly keeps it from the next one, at much the same distance:
  /// it is looked for there first. Any ground in the way will do, so the answer is the same.
  ///
  /// - Parameters:
  ///   - meeting: a place on the ground.
  ///   - direction: to a point of the Sun's disc.
  ///   - blocked: how far the ground was that kept the Sun from the last place; infinite for none.
  /// - Returns: whether neither its own surface nor other ground is in the way.
  func isOpen(_ meeting: Meeting, to direction: Vector3, last blocked: inout Double) -> Bool {
    guard meeting.normal.dot(direction) > 0 else { return false }
    let ray = meeting.leaving(direction)
    if blocked < .infinity,
      let distance = terrain.distance(ray, from: 0.97 * blocked, to: 1.03 * blocked)
    {
      blocked = distance
      return false
    }
    blocked =
      terrain.distance(ray, isLow: meeting.part == .ground, ceilings: ceilings) ?? .infinity
    return blocked == .infinity
  }

  /// Whether a body may keep some of the Sun from a point.
  func mayBeShaded(_ point: Vector3) -> Bool { shade.mayReach(point) }

  /// Whether a body keeps a direction of the Sun's disc from a point.
  func isShaded(_ point: Vector3, from direction: Vector3) -> Bool {
    shade.mayReach(point)
      && bodies.isMet(by: Ray(origin: point, direction: direction), to: .infinity)
  }

  /// Sunlight that a place sends to a viewer, as a radiance factor.
  ///
  /// - Parameters:
  ///   - meeting: the place.
  ///   - known: what it is made of; looked up when nil.
  ///   - direction: to the Sun.
  ///   - viewer: direction to the viewer.
  /// - Returns: 0 or more in each colour.
  func sunlight(
    _ meeting: Meeting, _ known: Surface? = nil, from direction: Vector3, to viewer: Vector3
  ) -> Vector3 {
    guard isLit(meeting, from: direction) else { return .zero }
    let surface = known ?? surface(meeting)
    let light = surface.material.radiance(
      albedo: surface.albedo, normal: meeting.normal, light: direction, viewer: viewer)
    if surface.dust <= 0 { return light }
    let film = soil.radiance(
      albedo: grain.dustAlbedo * surface.film, normal: meeting.normal, light: direction,
      viewer: viewer)
    return light * (1 - surface.dust) + film * surface.dust
  }

  /// What a place is made of.
  func surface(_ meeting: Meeting) -> Surface {
    guard meeting.body >= 0 else { return Surface(material: soil, albedo: meeting.albedo) }
    let body = bodies.bodies[meeting.body]
    if body.dust <= 0 && body.coat == nil {
      return Surface(material: body.material, albedo: meeting.albedo)
    }
    let own = body.placement.own(meeting.point)
    let dust = grain.dust(body.dust, at: own)
    let film = dust > 0 ? grain.brightness(at: own) : 1
    if let coat = body.coat {
      let edge = coat.isPrint ? grain.ragged(own, by: 0.003) : 0
      if own.z < coat.height + edge {
        return Surface(
          material: coat.material, albedo: coat.isPrint ? grain.printed(at: own) : 1, dust: dust,
          film: film)
      }
    }
    return Surface(material: body.material, albedo: meeting.albedo, dust: dust, film: film)
  }
}
