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
    let white = Swift.max(quantile(0.995, without: validity.defects), .leastNormalMagnitude)
    return Plane(size: size) { y, target in
      let row = row(y)
      for x in row.indices { target[x] = (Swift.max(0, row[x]) / white).squareRoot() }
    }
  }
}
