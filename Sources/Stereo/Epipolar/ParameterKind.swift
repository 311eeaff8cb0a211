/// What `PoseRefinement` may correct, in the axes of the rectified pair.
public enum ParameterKind: String, Sendable, Hashable, CaseIterable {
  /// The rotation of the second camera about the baseline: one picture looks further down.
  case pitch
  /// Its rotation about the rows' axis that points down: both look at each other, or away.
  case vergence
  /// Its rotation about the direction of view.
  case roll
  /// The direction of the baseline, up or down in the pictures.
  case climb
  /// The direction of the baseline, towards what is seen or away from it.
  case advance
  /// The focal length of the first camera, as a part of it.
  case firstFocal
  /// The focal length of the second camera, as a part of it.
  case secondFocal
  /// The row of the first principal point, in pixels.
  case firstRow
  /// The row of the second principal point, in pixels.
  case secondRow

  /// How far off a calibration is expected to be, as a standard deviation: 2° for rotations and for
  /// the direction of the baseline, 2 % for focal lengths, 10 px for rows.
  public var expected: Double {
    switch self {
    case .pitch, .vergence, .roll, .climb, .advance: 0.035
    case .firstFocal, .secondFocal: 0.02
    case .firstRow, .secondRow: 10
    }
  }

  /// What is fitted, in a fixed order.
  static func fitted(_ freedom: PoseRefinement.Freedom) -> [ParameterKind] {
    [.pitch, .vergence, .roll, .climb, .advance]
      + (freedom.contains(.focalLengths) ? [.firstFocal, .secondFocal] : [])
      + (freedom.contains(.principalRows) ? [.firstRow, .secondRow] : [])
  }
}
