import Kernels
import Raster

/// How far to the left each pixel of the left picture is seen in the right one.
public struct DisparityMap: Sendable {
  /// In pixels; +∞ where nothing is known.
  public internal(set) var disparities: Plane<Float>
  /// The standard deviation of the disparity, in pixels; +∞ where nothing was matched.
  public internal(set) var deviation: Plane<Float>

  /// ``Defects/unmatched`` where nothing was matched; nil where all was.
  public var unmatched: Plane<UInt8>? {
    let known = Validity(knownIn: deviation)
    return known.invalidCount > 0 ? known.defects : nil
  }
}
