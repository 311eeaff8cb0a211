/// The geometry of a camera, in one of the two ways in which it can be stated.
public enum CameraGeometry: Sendable, Hashable {
  /// A pinhole, a lens before it, and where it stands.
  case pinhole(Intrinsics, LensDistortion, Pose)
  /// The vectors of CAHV, CAHVOR or CAHVORE, in the rover frame.
  case cahvore(CAHVORE)

  /// The pinhole; of vectors, what follows from A, H and V.
  ///
  /// Setting it leaves skew and lens.
  public var intrinsics: Intrinsics {
    get {
      switch self {
      case .pinhole(let intrinsics, _, _): intrinsics
      case .cahvore(let vectors): vectors.intrinsics
      }
    }
    set {
      switch self {
      case .pinhole(_, let lens, let pose): self = .pinhole(newValue, lens, pose)
      case .cahvore(var vectors):
        vectors.intrinsics = newValue
        self = .cahvore(vectors)
      }
    }
  }

  /// The lens; of vectors none, for they bend light themselves.
  ///
  /// Setting another makes a pinhole.
  public var distortion: LensDistortion {
    get {
      if case .pinhole(_, let lens, _) = self { lens } else { LensDistortion() }
    }
    set {
      if newValue != distortion { self = .pinhole(intrinsics, newValue, pose) }
    }
  }

  /// Where the camera stands and looks.
  ///
  /// Setting it moves vectors as a whole.
  public var pose: Pose {
    get {
      switch self {
      case .pinhole(_, _, let pose): pose
      case .cahvore(let vectors): vectors.pose
      }
    }
    set {
      switch self {
      case .pinhole(let intrinsics, let lens, _): self = .pinhole(intrinsics, lens, newValue)
      case .cahvore(let vectors):
        let turn = newValue.rotation.matrix * vectors.pose.rotation.matrix.transposed
        self = .cahvore(vectors.turned(by: turn, to: newValue.position))
      }
    }
  }

  /// The geometry, prepared for many points.
  public var model: CameraModel {
    switch self {
    case .pinhole(let intrinsics, let lens, let pose):
      CameraModel(intrinsics: intrinsics, distortion: lens, pose: pose)
    case .cahvore(let vectors): CameraModel(vectors)
    }
  }
}
