import Diagnostics
import ExactMath
import Rig

/// What the plan, the attack and the perturbation of a recipe make of the scene of a collection.
struct SweepChanges {
  /// The scene, changed so far.
  var scene: SceneDescription
  /// Which way an attack or a perturbation goes.
  var variant: String?
  let rig: RigDescription
  let strata: SweepStrata

  /// The moments of a collection.
  static let (before, after) = (0, 1)

  init(_ scene: SceneDescription, _ rig: RigDescription, _ strata: SweepStrata) {
    (self.scene, self.rig, self.strata) = (scene, rig, strata)
  }

  /// Changes the scene as the recipe says.
  ///
  /// - Throws: a failure where no Sun can be found that lights the floor.
  mutating func apply() throws(Failure) {
    if strata.recipe.plan == .lit { try lightFloor() }
    switch strata.recipe.attack {
    case .none: break
    case .paintedFloor: paintFloor()
    case .glint: glint()
    case .shadowBar: try castBars()
    case .behind: pileMounds()
    case .replay: replay()
    case .anotherShovel: swapShovel()
    }
    perturb()
  }

  /// A number of an attack or perturbation; the same `which` gives the same draw.
  func draw(_ which: Int, _ low: Double, _ high: Double, step: Double = 0.001) -> Double {
    let steps = (1 / step).rounded()
    return (strata.change(which, low, high) * steps).rounded() / steps
  }

  /// One of some choices.
  func choice<T>(_ which: Int, _ values: [T]) -> T {
    values[min(values.count - 1, Int(draw(which, 0, Double(values.count))))]
  }

  /// The shovel of the scene; every collection of a sweep has one.
  var shovel: SceneShovel {
    get { scene.shovel ?? SceneShovel() }
    set { scene.shovel = newValue }
  }

  /// The ground and the rover on it at a moment.
  func setting(_ moment: Int) -> Setting {
    var single = scene
    single.moments = [scene.moments[moment]]
    return Setting.all(
      of: single, rig, random: Philox(seed: UInt64(truncatingIfNeeded: scene.seed)), threads: 1
    ).settings[0]
  }
}
