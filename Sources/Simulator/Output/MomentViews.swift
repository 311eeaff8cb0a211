import ExactMath

/// Views as they are needed; what several moments share is kept.
struct MomentViews {
  /// What one camera sees, by its number in the rig.
  typealias Seen = (camera: Int, view: View)

  /// A camera and what stays the same before it.
  private struct Still: Hashable {
    var camera: Int
    var setting: Int
  }

  private let simulation: Simulation
  /// Moments whose frames are sent again later.
  private let replayed: Set<Int>
  private var layers: [Still: GroundLayer] = [:]
  private var still: [Still: View] = [:]
  private var kept: [Int: [Seen]] = [:]

  init(_ simulation: Simulation) {
    self.simulation = simulation
    let sources = simulation.scene.sources
    replayed = Set(sources.indices.filter { sources[$0] != $0 }.map { sources[$0] })
  }

  /// What all cameras see that take a frame at a moment.
  mutating func views(of moment: Int) -> [Seen] {
    if let seen = kept[moment] { return seen }
    var seen: [Seen] = []
    for (number, camera) in simulation.cameras.enumerated()
    where simulation.scene.moments[moment].isSeen(by: camera.name) {
      seen.append((number, view(camera: number, moment: moment)))
    }
    if replayed.contains(moment) { kept[moment] = seen }
    return seen
  }

  private mutating func view(camera: Int, moment: Int) -> View {
    // Nothing moves without a shovel and bars, but cameras may.
    let (scene, described) = (simulation.scene, simulation.scene.moments[moment])
    let isStill = scene.shovel == nil && described.bars.isEmpty && described.motion == .init()
    let key = Still(camera: camera, setting: simulation.settingNumber(moment))
    if isStill, let view = still[key] { return view }
    if layers[key] == nil {
      layers[key] = simulation.groundLayer(camera: camera, moment: moment)
    }
    let view = simulation.view(camera: camera, moment: moment, over: layers[key])
    if isStill { still[key] = view }
    return view
  }
}

/// Chooses exposures, once for all moments at which the same cameras see the same place in the
/// same light.
struct ExposureMeter {
  /// What an exposure is chosen for.
  private struct Light: Hashable {
    var cameras: [Int]
    var rover: RoverDescription
    var sun: Sun
  }

  private let simulation: Simulation
  private var chosen: [Light: Double] = [:]

  init(_ simulation: Simulation) { self.simulation = simulation }

  /// The exposure of a moment, in seconds.
  ///
  /// - Parameters:
  ///   - number: of the moment.
  ///   - seen: what its cameras see.
  /// - Returns: what it states, or the scene, or what is chosen; longer by its `exposureBias`.
  mutating func exposure(of number: Int, _ seen: [MomentViews.Seen]) -> Double {
    let (scene, moment) = (simulation.scene, simulation.scene.moments[number])
    let exposure = moment.exposure ?? scene.exposure ?? automatic(moment, seen)
    guard moment.exposureBias != 0 else { return exposure }
    let biased = exposure * Exact.pow(2, moment.exposureBias)
    return max(1e-6, (biased * 1e6).rounded(.down) / 1e6)
  }

  private mutating func automatic(
    _ moment: SceneDescription.Moment, _ seen: [MomentViews.Seen]
  ) -> Double {
    let light = Light(
      cameras: seen.map(\.camera), rover: moment.rover ?? simulation.scene.rover,
      sun: moment.sun ?? simulation.scene.sun)
    if let known = chosen[light] { return known }
    let exposure = simulation.automaticExposure(seen)
    chosen[light] = exposure
    return exposure
  }
}
