import Downlink
import Rig
import Settings

extension Simulation {
  /// What is true of a simulated downlink, as `truth/truth.json` states it.
  ///
  /// - Parameters:
  ///   - frames: all of them.
  ///   - damaged: what befell those that lost bytes.
  /// - Returns: an object.
  func truth(_ frames: [FrameDescription], _ damaged: [JSONValue]) -> JSONValue {
    let sun = scene.sun.direction
    let views = cameras.map { camera in
      let model = camera.model
      let axis = placement.rotation * (model.toRover * Vector3(0, 0, 1))
      let position = placement.rotation * model.position + placement.position
      let members: [(String, JSONValue)] = [
        ("camera", .string(camera.name)),
        ("positionInSite", Self.json(position)),
        ("opticalAxisInSite", Self.json(axis)),
        ("heightAboveGround", .number(position.z - terrain.height(x: position.x, y: position.y))),
      ]
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
      "parts": "0 sky, 1 ground, 2 rover, 3 shovel, 4 regolith",
      "shovels": .array(shovels),
      "exposures": .object(frames.map { ($0.id, .number($0.exposure ?? 0)) }),
      "damaged": .array(damaged),
    ]
  }

  /// What the shovel was and held, moment by moment.
  private var shovels: [JSONValue] {
    zip(scene.moments, moments).compactMap { moment, truth in
      guard let shovel = truth.shovel else { return nil }
      let rows = shovel.placement.rotation.rows
      return [
        "moment": .string(moment.id), "kind": .string(shovel.contents.kind.rawValue),
        "armAngleCommanded": .number(moment.armAngle), "armAngle": .number(shovel.angle),
        "capacityCm3": .number(shovel.capacity * 1e6), "volumeCm3": .number(shovel.volume * 1e6),
        "fill": .number(shovel.volume / shovel.capacity), "dust": .number(shovel.contents.dust),
        "positionInRover": Self.json(shovel.placement.position),
        "rotationToRover": .array([Self.json(rows.0), Self.json(rows.1), Self.json(rows.2)]),
      ]
    }
  }

  private static func json(_ vector: Vector3) -> JSONValue {
    [.number(vector.x), .number(vector.y), .number(vector.z)]
  }
}
