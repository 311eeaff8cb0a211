extension CAHVORE {
  /// Focal length across and down, centre across and down, in pixels; setting them leaves the skew.
  public var intrinsics: Intrinsics {
    get {
      Intrinsics(
        focalX: axis.cross(horizontal).length, focalY: axis.cross(vertical).length,
        centreX: axis.dot(horizontal), centreY: axis.dot(vertical))
    }
    set {
      let (right, below) = (across, down)
      horizontal = right * newValue.focalX + axis * newValue.centreX
      vertical = below * newValue.focalY + axis * newValue.centreY
    }
  }

  /// R, where light is bent.
  var radial: Vector3? {
    switch lens {
    case .none: nil
    case .radial(_, let r), .pupil(_, let r, _, _): r
    }
  }

  /// The same camera, turned and put elsewhere.
  ///
  /// - Parameters:
  ///   - turn: from the frame of the vectors to the new one.
  ///   - place: the new centre of projection.
  /// - Returns: the model in the new frame.
  public func turned(by turn: Matrix3, to place: Vector3) -> CAHVORE {
    let turned: Lens =
      switch lens {
      case .none: .none
      case .radial(let optical, let r): .radial(axis: turn * optical, r)
      case .pupil(let optical, let r, let e, let linearity):
        .pupil(axis: turn * optical, r, moving: e, linearity: linearity)
      }
    return CAHVORE(
      centre: place, axis: turn * axis, horizontal: turn * horizontal,
      vertical: turn * vertical, lens: turned)
  }

  /// How far H' and V' are from a right angle, as the cosine of the angle between them.
  ///
  /// A pinhole has 0; calibrated cameras of missions have some hundred thousandths.
  public var skew: Double { across.dot(down) }

  private var across: Vector3 { (horizontal - axis * axis.dot(horizontal)).normalized }
  private var down: Vector3 { (vertical - axis * axis.dot(vertical)).normalized }

  /// Where the camera stands: x to the right, y down, z along A; skew is shared out evenly.
  public var pose: Pose {
    let half = (across + down).normalized
    let other = (across - down).normalized
    let scale = 0.5.squareRoot()
    let (right, below) = ((half + other) * scale, (half - other) * scale)
    return Pose(
      position: centre, rotation: Quaternion(Matrix3(right, below, axis).transposed))
  }

  /// A pinhole camera as CAHV: the same positions in the picture for all points.
  public init(_ intrinsics: Intrinsics, _ pose: Pose) {
    let rotation = pose.rotation.matrix
    let (right, below, ahead) = (
      rotation * Vector3(1, 0, 0), rotation * Vector3(0, 1, 0), rotation * Vector3(0, 0, 1)
    )
    self.init(
      centre: pose.position, axis: ahead,
      horizontal: right * intrinsics.focalX + ahead * intrinsics.centreX,
      vertical: below * intrinsics.focalY + ahead * intrinsics.centreY)
  }
}
