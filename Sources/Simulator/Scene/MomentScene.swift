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
    guard let shovel = scene.shovel else {
      (self.bodies, self.shovel) = (Bodies(bodies), nil)
      return
    }
    let angle = moment.armAngle + shovel.armError
    let inRover = shovel.placed(angle)
    func site(_ point: Vector3) -> Vector3 { placement.place(inRover.place(point)) }
    let joint = Vector3(shovel.joint[0], shovel.joint[1], shovel.joint[2])
    if scene.body != nil {
      bodies.append(
        Bodies.Body(
          part: .rover,
          mesh: RoverBody.arm(
            from: joint, to: inRover.position, width: 0.6 * shovel.shape.size[1] / 1000
          ).mapped { placement.place($0) }, material: shovel.material, dust: shovel.dust))
    }
    let dusty = moment.contents.kind == .empty ? 0 : moment.contents.dust
    bodies.append(
      Bodies.Body(
        part: .shovel, mesh: shovel.shape.shell.mapped(site), material: shovel.material,
        dust: max(shovel.dust, dusty)))
    var held = HeldShovel(
      placement: inRover, angle: angle, contents: moment.contents, volume: 0,
      capacity: shovel.shape.capacity)
    if moment.contents.kind == .regolith {
      let level = LevelFrame(placement.rotation, inRover.rotation)
      var bed = RegolithBed(
        shovel.shape, toLevel: level.fromShovel,
        cell: scene.quality == .reference ? Self.cell : Self.coarseCell)
      bed.fill(
        moment.contents, capacity: held.capacity, random: random, stream: Stream.content)
      held.volume = bed.volume
      let (mesh, normals) = bed.mesh()
      let foot = site(.zero)
      bodies.append(
        Bodies.Body(
          part: .regolith, mesh: mesh.mapped { level.toSite * $0 + foot },
          material: scene.soil.material(redSlope: scene.terrain.redSlope),
          normals: normals.map { level.toSite * $0 }, albedo: 0.105))
    }
    (self.bodies, self.shovel) = (Bodies(bodies), held)
  }

  /// A frame at a shovel: z points up, and x is the level part of the shovel's own.
  private struct LevelFrame {
    let toSite: Matrix3
    let fromShovel: Matrix3

    init(_ rover: Matrix3, _ shovel: Matrix3) {
      let axes = [Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)].map {
        rover * (shovel * $0)
      }
      let up = Vector3(0, 0, 1)
      let ahead = Vector3(axes[0].x, axes[0].y, 0).normalized
      let side = up.cross(ahead)
      let toLevel = Matrix3(ahead, side, up)
      toSite = toLevel.transposed
      fromShovel = Matrix3(
        Vector3(ahead.dot(axes[0]), ahead.dot(axes[1]), ahead.dot(axes[2])),
        Vector3(side.dot(axes[0]), side.dot(axes[1]), side.dot(axes[2])),
        Vector3(up.dot(axes[0]), up.dot(axes[1]), up.dot(axes[2])))
    }
  }
}
