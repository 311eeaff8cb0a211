import Diagnostics

/// From which shapes, materials and lights the collections of a sweep are drawn.
public enum SweepFamily: String, Sendable, CaseIterable {
  /// From all but what is new in ``report``.
  case mixed
  /// For fitting: shares no shape, heap, soil law, colour or Sun's height with ``report``.
  case fit
  /// For reporting: what was never fitted to.
  case report
}

/// What the shovels of a sweep hold afterwards.
public enum SweepPlan: String, Sendable, CaseIterable {
  /// All classes of content, each with its share.
  case general
  /// Nothing, or dust; half each.
  case empty
  /// From 0.5 to 2 times 50 g.
  case threshold
  /// From 5 to 95 % of the struck capacity.
  case fills
  /// At least 1.5 times 50 g, seen by two cameras, under a Sun that lights the floor.
  case lit

  /// Grams at which regolith counts as collected.
  static let thresholdGrams = 50.0
}

/// What a sweep pretends; nothing was collected in any of them.
public enum SweepAttack: String, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// The inner surface is printed or painted to look like regolith.
  case paintedFloor = "painted-floor"
  /// Polished metal mirrors the Sun and the ground to the cameras.
  case glint
  /// Bars throw shadows over the floor.
  case shadowBar = "shadow-bar"
  /// Regolith lies on the ground close behind the shovel, or around it.
  case behind
  /// Frames of another time are sent as those of this one.
  case replay
  /// The shovel is not the one that the rig tells of.
  case anotherShovel = "another-shovel"
}

/// What goes wrong in a sweep beside what it holds.
public enum SweepPerturbation: String, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// The arm misses its angle by 1.5° afterwards.
  case arm
  /// The shovel hangs 3 mm beside its place.
  case shift
  /// Frames afterwards are exposed by a stop too long.
  case exposureUp = "exposure-up"
  /// Frames afterwards are exposed by a stop too short.
  case exposureDown = "exposure-down"
  /// Frames are JPEG of quality 45.
  case jpeg45
  /// A twentieth of the rows is lost, and the downlink says which.
  case lostRows = "lost-rows"
  /// The frames of one of two cameras never arrive.
  case oneCamera = "one-camera"
}

/// What the collections of a sweep are drawn from, and what is done to them.
public struct SweepRecipe: Sendable, Hashable {
  /// From which shapes, materials and lights they are drawn.
  public var family = SweepFamily.mixed
  /// What their shovels hold.
  public var plan = SweepPlan.general
  /// What they pretend.
  public var attack = SweepAttack.none
  /// What goes wrong with them.
  public var perturbation = SweepPerturbation.none

  /// Everything mixed, nothing wrong.
  public init() {}

  /// Refuses what makes no sense together.
  ///
  /// - Throws: a failure that says what to leave out.
  public func check() throws(Failure) {
    guard attack != .none else { return }
    if plan != .general {
      throw Failure(
        "the attack \(attack.rawValue) says itself what the shovel holds, and so does the plan "
          + plan.rawValue,
        remedy: "leave the plan out", category: .usage)
    }
    if perturbation != .none {
      throw Failure(
        "a verdict on the attack \(attack.rawValue) with the perturbation "
          + "\(perturbation.rawValue) would tell of neither",
        remedy: "choose one of them", category: .usage)
    }
  }
}
