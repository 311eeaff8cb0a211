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
      "collections": .array(scene.shovel == nil ? [] : collections),
      "exposures": .object(frames.map { ($0.id, .number($0.exposure ?? 0)) }),
      "damaged": .array(damaged),
    ]
  }

  /// What the shovel was and held, moment by moment.
  private var shovels: [JSONValue] {
    scene.moments.indices.compactMap { number in
      guard let shovel = moments[number].shovel else { return nil }
      let moment = scene.moments[number]
      let rows = shovel.placement.rotation.rows
      let members: [(String, JSONValue)] = [
        ("moment", .string(moment.id)), ("kind", .string(shovel.contents.kind.rawValue)),
        ("armAngleCommanded", .number(moment.armAngle)), ("armAngle", .number(shovel.angle)),
        ("capacityCm3", .number(shovel.capacity * 1e6)),
        ("volumeCm3", .number(shovel.volume * 1e6)),
        ("fill", .number(shovel.volume / shovel.capacity)),
        ("densityKgM3", .number(scene.soil.density)), ("massGrams", .number(grams(number))),
        ("dust", .number(shovel.contents.dust)),
        ("litShare", litShare(moment: number).map { .number($0) } ?? .null),
        ("shows", .string(moment.replays ?? moment.id)), ("withheld", .bool(moment.isWithheld)),
        ("positionInRover", Self.json(shovel.placement.position)),
        ("rotationToRover", .array([Self.json(rows.0), Self.json(rows.1), Self.json(rows.2)])),
      ]
      return .object(members)
    }
  }

  /// Grams of regolith in the shovel at a moment.
  private func grams(_ moment: Int) -> Double {
    (moments[moment].shovel?.volume ?? 0) * scene.soil.density * 1000
  }

  /// What was collected truly: the mass after the last frames of a collection less the one before
  /// its first.
  private var collections: [JSONValue] {
    var names: [String] = []
    for case let name? in scene.moments.map(\.collection) where !names.contains(name) {
      names.append(name)
    }
    return names.compactMap { name in
      let own = scene.moments.indices.filter { scene.moments[$0].collection == name }
      guard let before = own.first(where: { scene.moments[$0].role == .before }),
        let after = own.last(where: { scene.moments[$0].role == .after })
      else { return nil }
      return [
        "collection": .string(name), "collectedGrams": .number(grams(after) - grams(before)),
      ]
    }
  }

  private static func json(_ vector: Vector3) -> JSONValue {
    [.number(vector.x), .number(vector.y), .number(vector.z)]
  }
}
