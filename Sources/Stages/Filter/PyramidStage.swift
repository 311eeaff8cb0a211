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
  public var reach: Reach { .halo(2 << (levels - 1)) }

  /// Halves level by level; what looked at a pixel that is no data is marked like that pixel.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    var sizes = [size]
    for _ in 0..<levels { sizes.append(Pyramid.sizeBelow(sizes[sizes.count - 1])) }
    let heights = sizes.map(\.height)
    let last = sizes[levels]
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
        guard let frame = frame as? any HalvableFrame else {
          preconditionFailure("a \(frame.domainName) frame arrived at a pyramid")
        }
        return frame.halved(rows: rows(for: wanted), heights: heights, size: last)
      })
  }
}

/// A frame whose planes can be halved.
private protocol HalvableFrame: AnyFrame {
  func halved(rows: [Range<Int>], heights: [Int], size: Size) -> any AnyFrame
}

extension Frame: HalvableFrame where D.Samples: HalvablePlanes {
  fileprivate func halved(rows: [Range<Int>], heights: [Int], size: Size) -> any AnyFrame {
    var (samples, validity, held) = (self.samples, self.validity, self.rows)
    for level in 1..<rows.count {
      let window = RowWindow(height: heights[level - 1], held: held, wanted: held)
      samples = samples.halved(rows[level], FilterContext(window: window))
      validity = validity.halved(rows[level], held: held)
      held = rows[level]
    }
    return Frame(samples, rows: held, of: size, validity: validity, properties: properties)
  }
}

extension Validity {
  /// The defects that 5×5 pixels meet around every second pixel and row.
  fileprivate func halved(_ rows: Range<Int>, held: Range<Int>) -> Validity {
    let width = (size.width + 1) / 2
    guard defects != nil else { return Validity(allValid: Size(width, rows.count)) }
    let near = spread(by: 2, rows: 0..<size.height)
    return Validity(
      Plane(size: Size(width, rows.count)) { y, row in
        let source = 2 * (rows.lowerBound + y) - held.lowerBound
        for x in row.indices { row[x] = near[2 * x, source].rawValue }
      })
  }
}

/// Planes that can be halved.
private protocol HalvablePlanes: PlaneSet {
  func halved(_ rows: Range<Int>, _ context: FilterContext) -> Self
}

extension Plane: HalvablePlanes where S: FilterSample {
  fileprivate func halved(_ rows: Range<Int>, _ context: FilterContext) -> Plane<S> {
    byKind(
      { Pyramid.down($0, rows: rows, in: context) }, { Pyramid.down($0, rows: rows, in: context) },
      { Pyramid.down($0, rows: rows, in: context) })
  }
}

extension RGBPlanes: HalvablePlanes where S: FilterSample {
  fileprivate func halved(_ rows: Range<Int>, _ context: FilterContext) -> RGBPlanes<S> {
    RGBPlanes(
      red: red.halved(rows, context), green: green.halved(rows, context),
      blue: blue.halved(rows, context))
  }
}

extension DepthChoice: HalvablePlanes where Narrow: HalvablePlanes, Wide: HalvablePlanes {
  fileprivate func halved(_ rows: Range<Int>, _ context: FilterContext) -> DepthChoice {
    switch self {
    case .eight(let planes): .eight(planes.halved(rows, context))
    case .sixteen(let planes): .sixteen(planes.halved(rows, context))
    }
  }
}
