import Diagnostics
import Settings

extension Camera {
  /// The pinhole; of CAHVORE vectors, what follows from them.
  public var intrinsics: Intrinsics {
    get { geometry.intrinsics }
    set { geometry.intrinsics = newValue }
  }

  /// The lens; none where CAHVORE vectors bend light themselves.
  public var distortion: LensDistortion {
    get { geometry.distortion }
    set { geometry.distortion = newValue }
  }

  /// Where it stands; of CAHVORE vectors, what follows from them.
  public var pose: Pose {
    get { geometry.pose }
    set { geometry.pose = newValue }
  }

  /// The vectors of a camera that is stated by them.
  var cahvore: CAHVORE? {
    get { if case .cahvore(let vectors) = geometry { vectors } else { nil } }
    set { if let newValue { geometry = .cahvore(newValue) } }
  }

  /// The pinhole of a camera that states one.
  var ownIntrinsics: Intrinsics? {
    get { isPinhole ? intrinsics : nil }
    set { if let newValue { intrinsics = newValue } }
  }

  /// The lens of a camera that states a pinhole.
  var ownDistortion: LensDistortion? {
    get { isPinhole ? distortion : nil }
    set { if let newValue { distortion = newValue } }
  }

  /// The pose of a camera that states a pinhole.
  var ownPose: Pose? {
    get { isPinhole ? pose : nil }
    set { if let newValue { pose = newValue } }
  }

  private var isPinhole: Bool {
    if case .pinhole(let intrinsics, _, _) = geometry { intrinsics != .unknown } else { false }
  }

  /// Finds a geometry that is stated twice, or not at all.
  func checkGeometry(_ node: YamlNode, _ findings: inout Findings) {
    if node["cahvore"] == nil {
      for (key, prose) in [("intrinsics", "the pinhole camera"), ("pose", "where it stands")]
      where node[key] == nil {
        findings.add(
          node.diagnostic(
            "the key \"\(key)\" is missing",
            remedy: "add \(key): \(prose), or cahvore: vectors that say all of the geometry"))
      }
      return
    }
    for key in ["intrinsics", "distortion", "pose"] {
      guard let place = node[key] else { continue }
      findings.add(
        place.diagnostic(
          "\(key) stands here beside cahvore, which says the same",
          remedy: "remove one of the two"))
    }
  }
}

extension Intrinsics {
  /// No pinhole at all: what a camera has before a file states its own.
  static let unknown = Intrinsics(focalX: 0, focalY: 0, centreX: 0, centreY: 0)
}
