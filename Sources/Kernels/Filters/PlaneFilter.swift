import Raster

/// A filter that makes a picture of the same size and the same kind of samples.
public protocol PlaneFilter: Sendable {
  /// Rows above and below, and pixels to each side, that a result depends on.
  var reach: Int { get }
  /// Whether every result is a mean of what is around it: a linear filter without negative weights.
  ///
  /// Only of a mean can a part be left out.
  var isMean: Bool { get }
  /// Filters a plane.
  func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S>
}

/// What a filter makes of a picture of which some pixels are not known.
public struct MaskedResult<S: FilterSample>: Sendable {
  /// The wanted rows; 0 where nothing is known.
  public let plane: Plane<S>
  /// Not 0 where nothing is known; nil where all is.
  public let unknown: Plane<UInt8>?
}

extension PlaneFilter {
  /// Filters a picture of which some pixels are not known; these carry no weight.
  ///
  /// A mean is taken over the pixels that are known, with the weights that these have: what is not
  /// known at all is where no pixel with a weight is. Where every pixel is known, the result has
  /// the bits of ``applied(to:in:)``. Any other filter knows its result where all pixels within its
  /// reach are known.
  ///
  /// With weights `w` and `k` = 1 where a pixel is known and 0 where it is not, a mean is `Σ w k x
  /// · (Σ w / Σ w k)`, in floats (normalised convolution, Knutsson and Westin 1993). What a
  /// constant border puts beyond the edge is known.
  ///
  /// - Parameters:
  ///   - plane: the rows that the context's window holds.
  ///   - defects: of the same rows; a pixel with any is not known.
  ///   - context: border, one channel, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows, and where nothing is known.
  public func applied<S: FilterSample>(
    to plane: Plane<S>, without defects: Plane<UInt8>?, in context: FilterContext
  ) -> MaskedResult<S> {
    guard let defects else {
      return MaskedResult(plane: applied(to: plane, in: context), unknown: nil)
    }
    precondition(defects.size == plane.size, "a mark for every sample")
    precondition(context.channels == 1, "one channel")
    return isMean ? mean(of: plane, without: defects, context) : rest(of: plane, defects, context)
  }

  private func mean<S: FilterSample>(
    of plane: Plane<S>, without defects: Plane<UInt8>, _ context: FilterContext
  ) -> MaskedResult<S> {
    let known = Plane<Float>(size: plane.size) { y, row in
      let marks = defects.row(y)
      for x in row.indices { row[x] = marks[x] == 0 ? 1 : 0 }
    }
    // Where the weight of a missing pixel is lost in rounding, the pixel must still not be seen.
    let blanked = Plane<S>(size: plane.size) { y, row in
      let (samples, marks) = (plane.row(y), defects.row(y))
      for x in row.indices { row[x] = marks[x] == 0 ? samples[x] : S(nearest: 0) }
    }
    let numbers =
      blanked as? Plane<Float>
      ?? Plane(size: plane.size) { y, row in
        let samples = blanked.row(y)
        for x in row.indices { row[x] = samples[x].number }
      }
    var ofWeights = context
    if case .constant = context.border { ofWeights.border = .constant(1) }
    let plain = applied(to: blanked, in: context)
    let sums = plain as? Plane<Float> ?? applied(to: numbers, in: context)
    let weights = applied(to: known, in: ofWeights)
    // The weight of a pixel around which all is known, summed in the same order.
    let whole = applied(
      to: Plane<Float>(size: Size(1, 1), repeating: 1),
      in: FilterContext(border: .replicate, isa: context.isa))[0, 0]
    let unknown = Plane<UInt8>(size: plain.size) { y, row in
      let weight = weights.row(y)
      for x in row.indices { row[x] = weight[x] > 0 ? 0 : 1 }
    }
    let result = Plane<S>(size: plain.size) { y, row in
      let (sum, weight, all) = (sums.row(y), weights.row(y), plain.row(y))
      for x in row.indices {
        let (known, value) = (weight[x], all[x])
        row[x] =
          known == whole
          ? value : S(nearest: known > 0 ? sum[x] * (whole / known) : 0)
      }
    }
    return MaskedResult(plane: result, unknown: unknown)
  }

  /// Any filter but a mean: what it makes where all that it looks at is known.
  private func rest<S: FilterSample>(
    of plane: Plane<S>, _ defects: Plane<UInt8>, _ context: FilterContext
  ) -> MaskedResult<S> {
    let window = context.checkedWindow(of: plane.size, halo: reach)
    let plain = applied(to: plane, in: context)
    let columns = plane.width
    let unknown = Plane<UInt8>(size: plain.size) { y, row in
      let centre = window.wanted.lowerBound + y
      var marks = [UInt8](repeating: 0, count: columns)
      for near in (centre - reach)...(centre + reach) {
        guard let source = context.border.source(of: near, count: window.height) else { continue }
        let line = defects.row(source - window.held.lowerBound)
        for x in marks.indices { marks[x] |= line[x] }
      }
      for x in row.indices {
        let around = (x - reach)...(x + reach)
        let isUnknown = around.contains { position in
          context.border.source(of: position, count: columns).map { marks[$0] != 0 } ?? false
        }
        row[x] = isUnknown ? 1 : 0
      }
    }
    let result = Plane<S>(size: plain.size) { y, row in
      let (values, missing) = (plain.row(y), unknown.row(y))
      for x in row.indices { row[x] = missing[x] == 0 ? values[x] : S(nearest: 0) }
    }
    return MaskedResult(plane: result, unknown: unknown)
  }
}
