import Raster

extension Plane<Float> {
  /// Light as features are best found in it: its square root, the brightest half percent at 1.
  ///
  /// Noise of light grows with its square root, so that the roots have the same noise everywhere,
  /// and one threshold of contrast suits bright ground and shadows.
  ///
  /// - Parameter validity: what is light; of the same size. The rest has no part in the scale.
  /// - Returns: 0 for no light and below.
  public func evenLight(_ validity: Validity) -> Plane<Float> {
    precondition(size == validity.size, "validity covers the picture")
    return evenLight(white: brightest(validity), unit: 1)
  }

  /// Square roots of light, such that a given light becomes `unit`.
  func evenLight(white: Float, unit: Float) -> Plane<Float> {
    mapped { unit * (Swift.max(0, $0) / white).squareRoot() }
  }

  /// The light above which half a percent of what is known lies; above 0.
  func brightest(_ validity: Validity) -> Float {
    Swift.max(quantile(0.995, without: validity.defects), .leastNormalMagnitude)
  }
}
