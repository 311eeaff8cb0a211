import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Makes a picture smaller, by half at every level.
public struct PyramidStage: BandStage {
  /// How often it is halved.
  public var levels = 1

  /// Once.
  public init() {}

  /// `pyramid`.
  public static let name = "pyramid"
  /// What it does.
  public static let summary = "Halves a picture, once or more often, by the binomial of 5×5."
  /// The parameters.
  public static let table = Table<PyramidStage>([
    .integer("levels", \.levels, range: 1...12, "How often the picture is halved.")
  ])
  /// Light or display pictures arrive.
  public static let inputs = [
    InputPort(
      LinearRGB.self, LinearGray.self, DisplayRGB.self, DisplayGray.self,
      summary: "A picture without a Bayer pattern.")
  ]
  /// The same kind of picture leaves.
  public var outputs: [OutputPort] {
    [OutputPort(sameAs: "frame", summary: "A smaller picture.")]
  }
  /// Two rows of the level above, those four, and so on.
  public var reach: Reach { .halo(2 * ((1 << levels) - 1)) }

  /// Halves level by level; pixels that are no data carry no weight.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    var sizes = [size]
    for _ in 0..<levels { sizes.append(Pyramid.sizeBelow(sizes[sizes.count - 1])) }
    let (all, heights, last) = (sizes, sizes.map(\.height), sizes[levels])
    /// The rows of each level, from the largest, that some rows of the smallest need.
    @Sendable func rows(for wanted: Range<Int>) -> [Range<Int>] {
      var needed = [wanted]
      for level in (0..<levels).reversed() {
        needed.insert(Pyramid.sourceRows(forDown: needed[0], height: heights[level]), at: 0)
      }
      return needed
    }
    return BandWork(
      outputSize: last, inputRows: { rows(for: $0)[0] },
      process: { frame, wanted in
        guard var frame = frame as? any HalvableFrame else {
          preconditionFailure("a \(frame.domainName) frame arrived at a pyramid")
        }
        for (level, rows) in rows(for: wanted).enumerated().dropFirst() {
          frame = frame.halved(rows: rows, size: all[level])
        }
        return frame
      })
  }
}

/// A frame whose planes can be halved.
private protocol HalvableFrame: AnyFrame {
  /// Some rows of the next smaller level, which is as large as `size`.
  func halved(rows: Range<Int>, size: Size) -> any HalvableFrame
}

extension Frame: HalvableFrame where D.Samples: FilterablePlanes {
  fileprivate func halved(rows: Range<Int>, size: Size) -> any HalvableFrame {
    let source = 2 * rows.lowerBound..<min(self.size.height, 2 * rows.upperBound)
    let window = RowWindow(height: self.size.height, held: self.rows, wanted: source)
    let filter = HalvingFilter()
    let result = samples.filtered(
      { _ in filter }, without: self.validity.defects, FilterContext(window: window))
    var validity = Validity(allValid: Size(size.width, rows.count))
    if let unknown = result.unknown {
      let local = source.lowerBound - self.rows.lowerBound
      let near = self.validity.spread(by: filter.reach, rows: local..<local + source.count)
      validity = near.of(unknown, every: 2)
    }
    return Frame(result.planes, rows: rows, of: size, validity: validity, properties: properties)
  }
}
