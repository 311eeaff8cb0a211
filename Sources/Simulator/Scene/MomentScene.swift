import ExactMath
import Rig

/// What stands in a scene at a moment beside its ground.
struct MomentScene: Sendable {
  /// A shovel at a moment, and what is known of it.
  struct HeldShovel: Sendable {
    /// Shovel frame to rover frame.
    var placement: Placement
    /// Degrees, as it truly is.
    var angle: Double
    /// What was wanted in it.
    var contents: ContentDescription
    /// Cubic metres of regolith in it.
    var volume: Double
    /// As it truly is.
    var shape: ShovelShape
    /// Cubic metres when struck.
    var capacity: Double
  }

  let bodies: Bodies
  let shovel: HeldShovel?

  /// Nodes of the regolith in a shovel, in metres.
  private static let cell = 0.001
  private static let coarseCell = 0.002
  private static let chassis = Material(law: .lambert, color: Vector3(0.42, 0.43, 0.45))

  /// The bodies of a scene at one of its moments.
  init(
    _ scene: SceneDescription, _ moment: SceneDescription.Moment, placement: Placement,
    random: Philox
  ) {
    var bodies: [Bodies.Body] = []
    if let body = scene.body {
      bodies.append(
        Bodies.Body(
          part: .rover,
          mesh: body.mesh(wheels: scene.rover.wheels).mapped { placement.place($0) },
          material: Self.chassis, dust: 0.05))
    }
    for bar in moment.bars {
      bodies.append(
        Bodies.Body(
          part: .rover, mesh: bar.mesh.mapped { placement.place($0) }, material: Self.chassis,
          dust: 0.05))
    }
    guard let shovel = scene.shovel else {
      (self.bodies, self.shovel) = (Bodies(bodies), nil)
      return
    }
    let angle = moment.armAngle + shovel.armError + moment.armError
    let inRover = shovel.truly(at: angle)
    let shape = moment.shape ?? shovel.shape
    let frame = placement.around(inRover)
    let joint = Vector3(shovel.joint[0], shovel.joint[1], shovel.joint[2])
    if scene.body != nil {
      bodies.append(
        Bodies.Body(
          part: .rover,
          mesh: RoverBody.arm(
            from: joint, to: inRover.place(shovel.shape.grip),
            width: 0.6 * shovel.shape.size[1] / 1000
          ).mapped { placement.place($0) }, material: shovel.material, dust: shovel.dust))
    }
    let dusty = moment.contents.kind == .empty ? 0 : moment.contents.dust
    bodies.append(
      Bodies.Body(
        part: .shovel, mesh: shape.outside.mapped(frame.place), material: shovel.material,
        dust: shovel.dust, placement: frame))
    bodies.append(
      Bodies.Body(
        part: .shovel, mesh: shape.interior.mapped(frame.place), material: shovel.material,
        dust: max(shovel.dust, dusty), coat: Coat(moment.coat ?? shovel.coat, shape),
        placement: frame))
    var held = HeldShovel(
      placement: inRover, angle: angle, contents: moment.contents, volume: 0,
      shape: shape, capacity: shape.capacity)
    if moment.contents.kind == .regolith {
      let level = LevelFrame(frame.rotation)
      var bed = RegolithBed(
        shape, toLevel: level.fromShovel,
        cell: scene.quality == .reference ? Self.cell : Self.coarseCell)
      bed.fill(
        moment.contents, capacity: held.capacity, random: random, stream: Stream.content)
      held.volume = bed.volume
      let (mesh, normals) = bed.mesh()
      bodies.append(
        Bodies.Body(
          part: .regolith, mesh: mesh.mapped { level.toSite * $0 + frame.position },
          material: scene.soil.material(redSlope: scene.terrain.redSlope),
          normals: normals.map { level.toSite * $0 }, albedo: 0.105, placement: frame))
    }
    (self.bodies, self.shovel) = (Bodies(bodies), held)
  }

  /// A frame at a shovel: z points up, and x is the level part of the shovel's own.
  private struct LevelFrame {
    let toSite: Matrix3
    let fromShovel: Matrix3

    /// - Parameter shovel: shovel frame to site frame.
    init(_ shovel: Matrix3) {
      let up = Vector3(0, 0, 1)
      let along = shovel * Vector3(1, 0, 0)
      let ahead = Vector3(along.x, along.y, 0).normalized
      let toLevel = Matrix3(ahead, up.cross(ahead), up)
      (toSite, fromShovel) = (toLevel.transposed, toLevel * shovel)
    }
  }
}
