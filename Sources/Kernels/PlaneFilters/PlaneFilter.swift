import Raster

/// A filter whose result has the kind of samples of its source.
public protocol PlaneFilter: Sendable {
  /// Rows above and below, and pixels to each side, that a result depends on.
  var reach: Int { get }
  /// Filters a plane.
  func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S>
  /// Filters a picture of which some pixels are not known; see ``applied(to:without:in:)``.
  func appliedToKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S>
}

/// What a filter makes of a picture of which some pixels are not known.
public struct MaskedResult<S: FilterSample>: Sendable {
  /// The wanted rows; 0 where nothing is known.
  public let plane: Plane<S>
  /// Not 0 where nothing is known; nil where all is, as no pixel was missing.
  public let unknown: Plane<UInt8>?
}

extension PlaneFilter {
  /// Filters a picture of which some pixels are not known; these carry no weight.
  ///
  /// - Means (box, Gaussian, levels of a pyramid, matrices without negative weights) are taken over
  ///   the pixels that are known, with the weights that these have; nothing is known where no pixel
  ///   with a weight is.
  /// - A bilateral filter, a guided filter, a median and an unsharp mask look at the known pixels
  ///   around each; nothing is known at a pixel that is not known itself.
  /// - Derivatives and matrices with negative weights know their result where all pixels within
  ///   their reach are known.
  ///
  /// Where every pixel is known, the result has the bits of ``applied(to:in:)``, and what stands at
  /// a pixel that is not known changes no bit.
  ///
  /// - Parameters:
  ///   - plane: the rows that the context's window holds.
  ///   - missing: of the same rows; not 0 where a pixel is not known. Nil where all are.
  ///   - context: border, one channel, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows, and where nothing is known.
  public func applied<S: FilterSample>(
    to plane: Plane<S>, without missing: Plane<UInt8>?, in context: FilterContext
  ) -> MaskedResult<S> {
    guard let missing else {
      return MaskedResult(plane: applied(to: plane, in: context), unknown: nil)
    }
    precondition(missing.size == plane.size, "a mark for every sample")
    precondition(context.channels == 1, "one channel")
    return appliedToKnown(plane, missing: missing, in: context)
  }

  /// What the filter makes where all that it looks at is known.
  public func appliedToKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    whereAllIsKnown(plane, missing: missing, in: context)
  }

  /// What the filter makes where all that it looks at is known.
  func whereAllIsKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    let window = context.checkedWindow(of: plane.size, halo: reach)
    let plain = applied(to: plane, in: context)
    let spread = Validity(missing).spread(
      by: reach, rows: window.wantedWithinHeld, wrapping: context.border == .wrap)
    guard let unknown = spread.defects else { return MaskedResult(plane: plain, unknown: nil) }
    return MaskedResult(plane: plain.blanked(where: unknown, context.isa), unknown: unknown)
  }

  /// What a filter without negative weights makes of the pixels that are known.
  func meanOfKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    // Where the weight of a missing pixel is lost in rounding, the pixel must still not be seen.
    let blanked = plane.blanked(where: missing, context.isa)
    let known = KnownMeans(self, missing: missing, context)
    return MaskedResult(plane: known.means(of: blanked), unknown: known.unknown)
  }
}

extension Plane<UInt8> {
  /// The wanted ones of the rows that a window holds.
  func wanted(_ context: FilterContext) -> Plane<UInt8> {
    let window = context.window ?? RowWindow(whole: height)
    let rows = window.wantedWithinHeld
    return view(Region(x: 0, y: rows.lowerBound, width: width, height: rows.count))
  }
}
