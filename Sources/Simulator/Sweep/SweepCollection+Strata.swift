import Settings

extension SweepCollection {
  /// What it is made of, as `truth/strata.json` states it.
  public var json: JSONValue {
    let shovel = scene.shovel ?? strata.shovel
    let (recipe, shape) = (strata.recipe, shovel.shape)
    let after = scene.moments.last ?? SceneDescription.Moment()
    // From the direction of the lip, to the right.
    let side = scene.sun.azimuth - scene.rover.heading - 180
    let sunFromLip = ((side - 360 * (side / 360).rounded(.down)) * 100).rounded() / 100
    let members: [(String, JSONValue)] = [
      ("content", .string(strata.content.rawValue)), ("fill", .number(after.contents.fill)),
      ("floorDust", .number(strata.floorDust)), ("heap", .string(strata.heap.rawValue)),
      ("repose", .number(strata.repose)), ("clods", .number(strata.clods)),
      ("clodSizeMm", .number(strata.clodSize)), ("sunElevation", .number(scene.sun.elevation)),
      ("sunFromLip", .number(sunFromLip)), ("shape", .string(shape.kind.rawValue)),
      ("sizeMm", .array(shape.size.map { .number($0) })),
      ("finish", .string(shovel.finish.rawValue)),
      ("coat", .string((after.coat ?? shovel.coat).kind.rawValue)),
      ("dust", .number(shovel.dust)), ("armAngle", .number(after.armAngle)),
      ("armError", .number(shovel.armError)), ("law", .string(strata.law.rawValue)),
      ("cameras", .integer(strata.isMono ? 1 : 2)), ("baseline", .number(strata.baseline)),
      ("bits", .integer(strata.isCompanded ? 8 : 12)), ("readNoise", .number(strata.readNoise)),
      ("lensSpread", .number(strata.lensSpread)), ("exposureBias", .number(scene.exposureBias)),
      ("densityKgM3", .number(strata.density)), ("family", .string(recipe.family.rawValue)),
      ("plan", .string(recipe.plan.rawValue)), ("attack", .string(recipe.attack.rawValue)),
      ("perturbation", .string(recipe.perturbation.rawValue)),
      ("variant", variant.map { .string($0) } ?? .null),
    ]
    return .object(members)
  }
}
