import Kernels
import Raster

/// What one camera would see without its sensor.
public struct View: Sendable, Equatable {
  /// Radiance factor in red, green and blue of linear sRGB: 1 is a white diffuser facing the Sun.
  public var radiance: RGBPlanes<Float>
  /// Metres along the optical axis to what the pixel's centre shows; infinite for the sky.
  public var depth: Plane<Float>
  /// What the pixel's centre shows, as raw values of ``ScenePart``.
  public var parts: Plane<UInt8>
  /// The normal of what the pixel's centre shows, in the rover frame: x, y and z.
  public var normals: [Plane<Float>]

  /// A view of one distance, showing ground.
  init(radiance: RGBPlanes<Float>, depth: Plane<Float>) {
    self.radiance = radiance
    self.depth = depth
    parts = Plane(size: depth.size, repeating: ScenePart.ground.rawValue)
    normals = []
  }
}

extension View {
  /// Some rows of the view, after a lens.
  func spread(by gaussian: Gaussian?, keeping rows: Range<Int>) -> View {
    let region = Region(x: 0, y: rows.lowerBound, width: depth.width, height: rows.count)
    func seen(_ plane: Plane<Float>) -> Plane<Float> {
      (gaussian.map { Convolution.gaussian(plane, $0) } ?? plane).view(region)
    }
    var result = self
    result.radiance = RGBPlanes(
      red: seen(radiance.red), green: seen(radiance.green), blue: seen(radiance.blue))
    result.depth = depth.view(region)
    result.parts = parts.view(region)
    result.normals = normals.map { $0.view(region) }
    return result
  }
}
