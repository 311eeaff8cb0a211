import ExactMath
import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// How slopes around a place are shared out among directions.
public enum SlopeHistogram {
  /// How many directions there are.
  public static let bins = 36

  /// A place in a picture and how far around it is looked.
  public struct Spot: Sendable, Hashable {
    /// Which picture.
    public let picture: Int
    /// Column of the centre.
    public let x: Float
    /// Row of the centre.
    public let y: Float
    /// The standard deviation of the weights around it, in pixels.
    public let sigma: Float

    /// A spot.
    public init(picture: Int, x: Float, y: Float, sigma: Float) {
      (self.picture, self.x, self.y, self.sigma) = (picture, x, y, sigma)
    }
  }

  /// Slopes around spots, by direction in steps of a 36th of a turn, from x towards y.
  ///
  /// Slopes are differences of the two neighbours along each axis; they carry the weights of a
  /// Gaussian, up to three standard deviations along each axis. Pixels at the edge have no slope.
  /// Source: D. G. Lowe, "Distinctive image features from scale-invariant keypoints" (2004),
  /// section 5; each slope is shared by the two nearest bins.
  ///
  /// - Parameters:
  ///   - spots: where.
  ///   - pictures: what they lie in.
  ///   - context: threads and instruction set.
  /// - Returns: for each spot 36 sums; bin `b` is that of the direction `b` / 36 of a turn.
  public static func bins(
    around spots: [Spot], in pictures: [Plane<Float>], context: FilterContext = FilterContext()
  ) -> Plane<Float> {
    precondition(
      spots.allSatisfy { pictures.indices.contains($0.picture) && $0.isUsable },
      "spots lie in pictures")
    let result = PlaneBuilder<Float>(size: Size(bins + 1, spots.count), repeating: 0)
    let (base, stride) = unsafe (UInt(bitPattern: result.base), result.stride)
    concurrently(0..<spots.count, threads: context.threads, grain: 64) { part in
      for index in part {
        guard let sums = unsafe UnsafeMutablePointer<Float>(bitPattern: base) else { continue }
        let spot = spots[index]
        unsafe add(spot, pictures[spot.picture], to: sums + index * stride, context.isa)
      }
    }
    return result.finish().view(Region(x: 0, y: 0, width: bins, height: spots.count))
  }

  private static func add(
    _ spot: Spot, _ picture: Plane<Float>, to sums: UnsafeMutablePointer<Float>,
    _ isa: InstructionSet
  ) {
    let columns = spot.reach(spot.x, picture.width)
    let rows = spot.reach(spot.y, picture.height)
    guard !columns.isEmpty, !rows.isEmpty else { return }
    let room = (columns.count + 15) / 16 * 16
    let across = spot.weights(spot.x, columns) + [Float](repeating: 0, count: room - columns.count)
    let down = spot.weights(spot.y, rows)
    var scratch = [Float](repeating: 0, count: 2 * room)
    let kernel = unsafe isa.select(
      KernelsBaseline.slopeBins, KernelsAVX2.slopeBins, KernelsAVX512.slopeBins)
    unsafe kernel(
      picture.base + rows.lowerBound * picture.stride + columns.lowerBound, picture.stride,
      columns.count, rows.count, across, down, &scratch, sums)
    // What stands at a full turn stands at none.
    unsafe sums[0] += sums[bins]
  }
}

extension SlopeHistogram.Spot {
  fileprivate var isUsable: Bool { x.isFinite && y.isFinite && sigma > 0 && sigma < 1e4 }

  /// The whole pixels within three standard deviations that have neighbours.
  fileprivate func reach(_ centre: Float, _ count: Int) -> Range<Int> {
    guard count > 2, centre > -1e6, centre < 1e6 else { return 0..<0 }
    let first = max(1, Int((centre - 3 * sigma).rounded(.up)))
    let end = min(count - 1, Int((centre + 3 * sigma).rounded(.down)) + 1)
    return first..<max(first, end)
  }

  fileprivate func weights(_ centre: Float, _ places: Range<Int>) -> [Float] {
    let scale = 0.5 / (Double(sigma) * Double(sigma))
    return places.map { place in
      let away = Double(place) - Double(centre)
      return Float(Exact.exp(-away * away * scale))
    }
  }
}
