import Raster

/// Fills what lies left and right of a row with what the border puts there.
struct ColumnMargins: Sendable {
  /// For each sample beyond the edge, the sample that stands there; −1 for the constant.
  private let left: [Int]
  private let right: [Int]
  /// Samples of the row.
  let width: Int

  /// Margins of a row.
  ///
  /// - Parameters:
  ///   - width: samples of the row; 1 or more.
  ///   - reach: pixels beyond each end.
  ///   - context: border and channels.
  init(width: Int, reach: Int, _ context: FilterContext) {
    let (border, channels) = (context.border, context.channels)
    func sources(_ samples: Range<Int>) -> [Int] {
      samples.map { border.source(ofSample: $0, width: width, channels: channels) ?? -1 }
    }
    self.width = width
    left = sources(-reach * channels..<0)
    right = sources(width..<width + reach * channels)
  }

  /// Fills them.
  ///
  /// - Parameters:
  ///   - row: the first sample of the row.
  ///   - samples: the part of the row that is there; an end that it does not reach is left alone.
  ///   - constant: what stands where the border is constant.
  func fill<S: Sample>(
    _ row: UnsafeMutablePointer<S>, around samples: Range<Int>, constant: S
  ) {
    for (place, source) in left.enumerated() where samples.lowerBound == 0 {
      unsafe row[place - left.count] = source < 0 ? constant : row[source]
    }
    for (place, source) in right.enumerated() where samples.upperBound == width {
      unsafe row[width + place] = source < 0 ? constant : row[source]
    }
  }
}
