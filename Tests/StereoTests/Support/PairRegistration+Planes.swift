import Diagnostics
import Kernels
import Raster

@testable import Stereo

extension PairRegistration {
  /// Registers two pictures.
  func registered(
    _ first: Plane<Float>, _ second: Plane<Float>, validity: (first: Validity, second: Validity),
    context: FilterContext = FilterContext()
  ) throws(Failure) -> Result {
    try registered(
      prepared(first, validity: validity.first, context: context),
      prepared(second, validity: validity.second, context: context), context: context)
  }
}
