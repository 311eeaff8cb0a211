import ExactMath
import Raster

/// The geometry of a form that is nearest to another one over its picture, by least squares.
///
/// A pinhole's focal lengths and centre, the lens and the direction are free; where a pupil moves,
/// the place is as well. Of vectors, A stays; H, V and the lens are free.
enum CameraFit {
  /// What a position that cannot be seen counts, in pixels.
  private static let unseen = 1e4

  /// Fits a geometry.
  ///
  /// - Parameters:
  ///   - given: the geometry that is wanted.
  ///   - start: where the fit begins, in the form.
  ///   - form: which numbers may differ from 0.
  ///   - size: of the picture; 25 × 19 positions are held against each other.
  /// - Returns: the nearest geometry that was found.
  static func fitted(
    _ given: CameraGeometry, from start: CameraGeometry, form: CameraForm, size: Size
  ) -> CameraGeometry {
    let sights = Sights(of: given, size: size, columns: 25, rows: 19).all
    func errors(_ geometry: CameraGeometry) -> [Double] {
      let model = geometry.model
      return sights.flatMap { sight in
        guard let seen = model.project(sight.point) else { return [unseen, unseen] }
        return [seen.x - sight.pixel.x, seen.y - sight.pixel.y]
      }
    }
    let isMoving = if case .cahvore(let v) = given, case .pupil = v.lens { true } else { false }
    let freedom = Freedom(start: start, form: form, isMoving: isMoving)
    let none = [Double](repeating: 0, count: freedom.count)
    return freedom.geometry(LeastSquares.fitted(from: none) { errors(freedom.geometry($0)) })
  }
}

/// The numbers of a geometry that a fit may change, 0 standing for the start.
private struct Freedom {
  let start: CameraGeometry
  let coefficients: [LensCoefficient]
  let turns: [Vector3]
  let isMoving: Bool

  init(start: CameraGeometry, form: CameraForm, isMoving: Bool) {
    self.start = start
    self.isMoving = isMoving
    let axes = [Vector3(0, 0, 1), Vector3(1, 0, 0), Vector3(0, 1, 0)]
    switch form {
    case .lenses(let forms):
      coefficients = forms.first?.coefficients ?? []
      turns = axes
    case .cahv: (coefficients, turns) = ([], [])
    case .cahvor: (coefficients, turns) = ([.k1, .k2, .p1, .p2], [])
    }
  }

  var count: Int { 4 + coefficients.count + turns.count + (isMoving ? 3 : 0) }

  func geometry(_ numbers: [Double]) -> CameraGeometry {
    var geometry = start
    var pinhole = start.intrinsics
    pinhole.focalX *= 1 + numbers[0]
    pinhole.focalY *= 1 + numbers[1]
    pinhole.centreX += start.intrinsics.focalX * numbers[2]
    pinhole.centreY += start.intrinsics.focalY * numbers[3]
    geometry.intrinsics = pinhole
    let lens = numbers[4...].prefix(coefficients.count)
    bend(&geometry, Array(lens))
    var rest = numbers.dropFirst(4 + coefficients.count)
    guard !turns.isEmpty || isMoving else { return geometry }
    var pose = geometry.pose
    for axis in turns {
      let half = Exact.sincos((rest.popFirst() ?? 0) / 2)
      let turn = Quaternion(half.cos, axis.x * half.sin, axis.y * half.sin, axis.z * half.sin)
      pose.rotation = Quaternion(pose.rotation.matrix * turn.matrix)
    }
    if isMoving {
      let shift = Array(rest)
      pose.position = pose.position + Vector3(shift[0], shift[1], shift[2])
    }
    geometry.pose = pose
    return geometry
  }

  /// Changes the lens: of vectors, r1 and r2, and O by its tilt against A.
  private func bend(_ geometry: inout CameraGeometry, _ numbers: [Double]) {
    guard !coefficients.isEmpty else { return }
    guard case .cahvore(var vectors) = geometry else {
      var lens = geometry.distortion
      for (coefficient, number) in zip(coefficients, numbers) { lens[coefficient] += number }
      geometry.distortion = lens
      return
    }
    let frame = vectors.pose.rotation.matrix
    var (optical, radial) = (vectors.axis, Vector3.zero)
    if case .radial(let axis, let bend) = vectors.lens { (optical, radial) = (axis, bend) }
    let tilt = frame * Vector3(numbers[2], numbers[3], 0)
    vectors.lens = .radial(
      axis: (optical + tilt).normalized, radial + Vector3(0, numbers[0], numbers[1]))
    geometry = .cahvore(vectors)
  }
}
