import Raster

extension Median {
  /// The median of what is known around each known pixel; 0 at the others.
  ///
  /// Of an even number of samples it is the lower one in the middle, so that none is made up.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - size: the square.
  ///   - missing: not 0 where a pixel is not known.
  ///   - context: border, one channel, rows wanted, threads, instruction set.
  ///   - plain: the medians of all pixels, known or not.
  ///   - ordered: what a sample counts as.
  /// - Returns: the wanted rows.
  static func ofKnown<S: FilterSample & Comparable>(
    _ source: Plane<S>, size: MedianSize, missing: Plane<UInt8>, in context: FilterContext,
    plain: Plane<S>, ordered: (S) -> S = { $0 }
  ) -> Plane<S> {
    let reach = size.rawValue / 2
    let window = context.checkedWindow(of: source.size, halo: reach)
    let near = Validity(missing).spread(
      by: reach, rows: window.wantedWithinHeld, wrapping: context.border == .wrap)
    guard let near = near.defects else { return plain }
    let constant = ordered(S(border: context.border))
    var samples: [S] = []
    return Plane(size: plain.size) { y, row in
      let (marks, medians) = (near.row(y), plain.row(y))
      let centre = window.wanted.lowerBound + y
      for x in row.indices {
        guard marks[x] != 0 else {
          row[x] = medians[x]
          continue
        }
        samples.removeAll(keepingCapacity: true)
        for line in centre - reach...centre + reach {
          let line = context.border.source(of: line, count: window.height)
          for column in x - reach...x + reach {
            guard let line, let at = context.border.source(of: column, count: source.width) else {
              samples.append(constant)
              continue
            }
            let held = line - window.held.lowerBound
            if missing[at, held] == 0 { samples.append(ordered(source[at, held])) }
          }
        }
        samples.sort()
        let isKnown = missing[x, centre - window.held.lowerBound] == 0
        row[x] = isKnown ? samples[(samples.count - 1) / 2] : S(nearest: 0)
      }
    }
  }
}
