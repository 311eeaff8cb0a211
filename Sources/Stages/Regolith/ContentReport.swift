import ExactMath
import Kernels
import Regolith
import Rig
import Settings

extension ShovelInspection.Result {
  /// What was found, as an object; what is not known is null.
  ///
  /// - Parameters:
  ///   - frames: what was looked at.
  ///   - scene: the shovel and the cameras.
  ///   - others: the ids of frames that are neither of before nor of after.
  /// - Returns: what ``VerdictStage`` decides by.
  func report(of frames: [ShovelFrame], _ scene: ShovelScene, besides others: [String]) -> JSONValue
  {
    .object([
      ("type", "content"), ("version", 1), ("shovel", .string(scene.shovel.name)),
      ("capacity", quantity(scene.model.capacity * 1e6, "cm3")),
      ("frames", .array(zip(frames, self.frames).map { report(of: $0, $1, scene) })),
      ("otherFrames", .array(others.map { .string($0) })),
      ("moments", .array(moments.map(\.json))),
      ("sameGround", sameGround.map { .number($0) } ?? .null),
      ("content", content?.json ?? .null),
    ])
  }

  private func report(
    of frame: ShovelFrame, _ look: FrameGate.Look, _ scene: ShovelScene
  ) -> JSONValue {
    func share(_ count: (FrameQuality) -> Int) -> JSONValue {
      guard let quality = look.quality, quality.pixels > 0 else { return .null }
      return .number(Double(count(quality)) / Double(quality.pixels))
    }
    let region = look.region.map { region -> JSONValue in
      [
        .integer(region.columns.lowerBound), .integer(region.rows.lowerBound),
        .integer(region.size.width), .integer(region.size.height),
      ]
    }
    return .object([
      ("frame", .string(frame.name)), ("role", .string(frame.role.rawValue)),
      ("camera", .string(scene.cameras[frame.camera].name)),
      ("armAngle", frame.armAngle.map { quantity($0, "deg") } ?? .null),
      ("clock", frame.clock.map { quantity($0, "s") } ?? .null), ("region", region ?? .null),
      ("missing", share(\.missing)), ("saturated", share(\.saturated)),
      ("inShadow", share(\.inShadow)),
      ("edgeWidth", look.quality?.edges.typical.map { quantity($0, "px") } ?? .null),
      ("refused", look.refusal.map { .string($0.rawValue) } ?? .null),
    ])
  }
}

/// A number with its unit.
private func quantity(_ value: Double, _ unit: String) -> JSONValue {
  ["value": .number(value), "unit": .string(unit)]
}

extension ShovelInspection.Moment {
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("role", .string(role.rawValue)), ("armAngle", quantity(angle, "deg")),
      ("frames", .array(frames.map { .string($0) })),
    ]
    switch found {
    case .success(let found):
      members += [
        ("residual", quantity(found.residual, "px")), ("share", .number(found.share)),
        ("lines", .integer(found.lines)),
        ("angleCorrection", quantity(found.correction.angle, "deg")),
        (
          "shift",
          found.correction.shift.json
        ),
        ("heightDeviation", quantity(found.heightDeviation, "m")),
        // From the shovel frame to the rover frame.
        ("rotation", .array(found.placement.rotation.json)),
        ("translation", found.placement.translation.json), ("refused", .null),
      ]
    case .failure(let failure):
      members.append(("refused", .string(failure.diagnostics.first?.message ?? "")))
    }
    return .object(members)
  }
}

extension ContentMeasurement.Result {
  fileprivate var json: JSONValue {
    .object([
      (
        "volume",
        [
          "low": .number(low * 1e6), "value": .number(likeliest * 1e6), "high": .number(high * 1e6),
          "deviation": .number(deviation * 1e6), "unit": "cm3",
        ]
      ),
      ("floorOffset", offset.map { quantity($0, "m") } ?? .null),
      ("emptyAsModelled", empty.map { .number($0) } ?? .null),
      ("seen", seen.json),
      ("measured", .number(measured)), ("bare", .number(bare)),
      ("changed", .array(changed.map { $0.map { .number($0) } ?? .null })),
      (
        "grid",
        [
          "cell": quantity(floor.cell, "m"),
          "size": [.integer(floor.columns), .integer(floor.rows)],
          "origin": [.number(floor.origin.x), .number(floor.origin.y)],
        ]
      ),
      ("area", quantity(area * 1e4, "cm2")),
    ])
  }
}

extension ContentMeasurement.Seen {
  fileprivate var json: JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    return [
      "volume": quantity(volume * 1e6, "cm3"),
      "unevenness": unevenness.map { quantity($0, "m") } ?? .null, "covered": number(covered),
      "brightness": number(look?.brightness), "highlights": number(look?.highlights),
      "grain": number(look?.grain),
    ]
  }
}

extension Vector3 {
  fileprivate var json: JSONValue { .array([.number(x), .number(y), .number(z)]) }
}
