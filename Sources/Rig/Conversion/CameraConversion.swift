import Diagnostics
import Raster

/// A geometry that was turned into another form, and how well that was possible.
///
/// First the formulas are tried that hold exactly where they hold; then, where they do not, the
/// nearest geometry is fitted by least squares over the picture. Whether a conversion was exact is
/// always measured, never assumed.
public struct CameraConversion: Sendable, Hashable {
  /// The geometry in the other form.
  public let geometry: CameraGeometry
  /// How far it is from the one that was given.
  public let residual: PictureResidual

  /// Converts a geometry.
  ///
  /// - Parameters:
  ///   - given: the geometry.
  ///   - form: what is wanted.
  ///   - size: of the picture.
  ///   - mayFit: whether something near will do where nothing is the same.
  /// - Throws: a failure where nothing is the same and `mayFit` is not said, or where the other
  ///   form cannot show all of the picture.
  public init(
    _ given: CameraGeometry, to form: CameraForm, size: Size, mayFit: Bool
  ) throws(Failure) {
    if form.holds(given), let residual = PictureResidual(from: given, to: given, size: size) {
      (geometry, self.residual) = (given, residual)
      return
    }
    let starts = Self.starts(given, form)
    let tried = starts.compactMap { Self.judged(given, $0.geometry, $0.form, size) }
    if let exact = tried.first(where: { $0.residual.isExact }) {
      (geometry, residual) = exact
      return
    }
    guard mayFit else {
      throw Failure(
        "\(given.summary) is not the same as anything in the wanted form",
        remedy: "take the nearest and see how far it is: --fit", category: .usage)
    }
    var best: (geometry: CameraGeometry, residual: PictureResidual)?
    for (form, start) in starts {
      let found = CameraFit.fitted(given, from: start, form: form, size: size)
      guard let next = Self.judged(given, found, form, size) else { continue }
      // More coefficients have to be worth it.
      if let best, next.residual.rms > best.residual.rms / 2 { continue }
      best = next
    }
    guard let best else {
      throw Failure(
        "the wanted form cannot show the whole picture of \(given.summary)",
        remedy: "take a form for wide angles, such as kannala-brandt", category: .usage)
    }
    (geometry, residual) = best
  }

  /// Where to begin, form by form.
  private static func starts(
    _ given: CameraGeometry, _ form: CameraForm
  ) -> [(form: CameraForm, geometry: CameraGeometry)] {
    switch form {
    case .lenses(let forms): forms.map { (.lenses([$0]), given.asPinhole($0)) }
    case .cahv: [(form, given.asVectors(bending: false))]
    case .cahvor: [(form, given.asVectors(bending: true))]
    }
  }

  /// A candidate with its residual; nil where it is in another form, or does not see everything.
  private static func judged(
    _ given: CameraGeometry, _ candidate: CameraGeometry, _ form: CameraForm, _ size: Size
  ) -> (geometry: CameraGeometry, residual: PictureResidual)? {
    guard form.holds(candidate),
      let residual = PictureResidual(from: given, to: candidate, size: size)
    else { return nil }
    return (candidate, residual)
  }
}
