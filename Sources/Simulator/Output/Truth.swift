import Downlink
import Rig
import Settings

extension Simulation {
  /// What is true of a simulated downlink, as `truth/truth.json` states it.
  func truth(_ frames: [FrameDescription]) -> JSONValue {
    let sun = scene.sun.direction
    let views = rig.cameras.map { camera in
      let model = camera.model
      let axis = placement.rotation * (model.toRover * Vector3(0, 0, 1))
      let position = placement.rotation * model.position + placement.position
      var members: [(String, JSONValue)] = [
        ("camera", .string(camera.name)),
        ("positionInSite", Self.json(position)),
        ("opticalAxisInSite", Self.json(axis)),
        ("heightAboveGround", .number(position.z - terrain.height(x: position.x, y: position.y))),
      ]
      if scene.truth.depthEvery > 0 {
        members.append(("depth", .string("\(camera.name)-depth.pfm")))
      }
      return JSONValue.object(members)
    }
    let rows = placement.rotation.rows
    return [
      "version": 1,
      "simulated": true,
      "scene": .string(scene.name),
      "seed": .integer(scene.seed),
      "frames": "site: x east, y north, z up, metres; rover: x forward, y left, z up, metres",
      "sun": [
        "azimuth": .number(scene.sun.azimuth), "elevation": .number(scene.sun.elevation),
        "directionInSite": Self.json(sun),
        "directionInRover": Self.json(placement.rotation.transposed * sun),
      ],
      "rover": [
        "position": Self.json(placement.position),
        "rotationToSite": .array([Self.json(rows.0), Self.json(rows.1), Self.json(rows.2)]),
      ],
      "depth": [
        "meaning": "metres along the optical axis, at the centre of the pixel; infinite: sky",
        "everyPixels": .integer(scene.truth.depthEvery),
      ],
      "cameras": .array(views),
      "exposures": .object(frames.map { ($0.id, .number($0.exposure ?? 0)) }),
    ]
  }

  private static func json(_ vector: Vector3) -> JSONValue {
    [.number(vector.x), .number(vector.y), .number(vector.z)]
  }
}
