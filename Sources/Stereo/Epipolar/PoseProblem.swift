import Rig

/// Row errors of pairs as a function of corrections of two cameras.
struct PoseProblem {
  /// The pairs that both lenses show.
  let pairs: [PointPair]
  private let first: CameraModel
  private let second: CameraModel
  private let frame: EpipolarFrame
  private let kinds: [ParameterKind]
  /// Directions in the rover frame with the lenses as they were given.
  private let directions: [(first: Vector3, second: Vector3)]

  init(
    _ first: CameraModel, _ second: CameraModel, frame: EpipolarFrame, kinds: [ParameterKind],
    pairs: [PointPair]
  ) {
    (self.first, self.second) = (first, second)
    (self.frame, self.kinds) = (frame, kinds)
    let seen = pairs.filter { frame.rectified($0, first, second) != nil }
    self.pairs = seen
    directions = seen.compactMap { pair in
      guard let a = first.ray(pair.first), let b = second.ray(pair.second) else { return nil }
      return (a.direction, b.direction)
    }
  }

  private func value(_ kind: ParameterKind, _ values: [Double]) -> Double {
    kinds.firstIndex(of: kind).map { values[$0] } ?? 0
  }

  /// The rotation of the second camera and the new direction of the baseline, in the rover frame.
  private func moved(_ values: [Double]) -> (turn: Matrix3, baseline: Vector3) {
    let back = frame.rotation.transposed
    let turn = Matrix3(
      turning: Vector3(
        value(.pitch, values), value(.vergence, values), value(.roll, values)))
    let baseline = frame.rotation * (second.position - first.position)
    // About the downward axis it goes forward, about the axis of view it goes up or down.
    let swing = Matrix3(
      turning: Vector3(0, value(.advance, values), value(.climb, values)))
    return (back * turn * frame.rotation, back * (swing * baseline))
  }

  /// The second camera's rotation beside its own, and where it stands.
  func pose(_ values: [Double]) -> (correction: Quaternion, position: Vector3) {
    let (turn, baseline) = moved(values)
    return (Quaternion(turn), first.position + baseline)
  }

  /// The row in the second rectified picture less that in the first, of each pair.
  ///
  /// The pair is rectified for the corrected cameras; what they do not see any more is far off.
  ///
  /// - Parameter values: corrections in the order of the kinds.
  /// - Returns: as many as pairs, in pixels.
  func rowErrors(_ values: [Double]) -> [Double] {
    let (turn, baseline) = moved(values)
    let ahead = Vector3(0, 0, 1)
    let corrected = try? EpipolarFrame(
      baseline: baseline, axes: first.toRover * ahead, turn * (second.toRover * ahead),
      right: first.toRover * Vector3(1, 0, 0), focal: frame.focal)
    let far = 1e3
    guard let corrected else { return [Double](repeating: far, count: pairs.count) }
    let (a, b) = (
      lens(first, .firstFocal, .firstRow, values), lens(second, .secondFocal, .secondRow, values)
    )
    return pairs.indices.map { index in
      let one = a.map { $0(pairs[index].first) } ?? directions[index].first
      let other = b.map { $0(pairs[index].second) } ?? directions[index].second
      guard let one, let other, let left = corrected.position(of: one),
        let right = corrected.position(of: turn * other)
      else { return far }
      return right.y - left.y
    }
  }

  /// Directions through a corrected lens; nil where nothing is corrected.
  ///
  /// A picture that is `1 + s` times as large, with its principal point `r` rows lower, shows at a
  /// position what the given lens shows at `centre + (position − centre − (0, r)) / (1 + s)`.
  private func lens(
    _ camera: CameraModel, _ focal: ParameterKind, _ row: ParameterKind, _ values: [Double]
  ) -> ((ImagePoint) -> Vector3?)? {
    guard kinds.contains(focal) || kinds.contains(row) else { return nil }
    let (scale, shift) = (1 + value(focal, values), value(row, values))
    let centre = ImagePoint(camera.intrinsics.centreX, camera.intrinsics.centreY)
    return { pixel in
      camera.ray(
        ImagePoint(
          centre.x + (pixel.x - centre.x) / scale,
          centre.y + (pixel.y - centre.y - shift) / scale))?.direction
    }
  }
}
