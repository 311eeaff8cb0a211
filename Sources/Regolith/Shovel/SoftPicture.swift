import Kernels
import Raster

/// A softened picture, in which edges are looked for.
struct SoftPicture {
  /// Light; what is saturated has at least so much.
  let grey: Plane<Float>
  /// Which of the cameras took it.
  let camera: Int
  /// Not 0 where light is not known; nil where all is.
  let missing: Plane<UInt8>?
  /// Not 0 where it is saturated; nil where it is nowhere.
  let saturated: Plane<UInt8>?

  init(_ view: ShovelRegistration.View, _ context: FilterContext) {
    let full = Defects.saturated.rawValue
    missing = view.validity.defects?.mapped { $0 & ~full }
    saturated = view.validity.defects?.mapped { $0 & full }
    let blur = GaussianFilter(Gaussian(sigma: 1))
    grey = blur.applied(to: view.grey, without: missing, in: context).plane
    camera = view.camera
  }
}
