import Kernels
import Raster

/// Blends pictures that lie over each other, each detail over as much room as it needs.
///
/// Every picture is parted into bands, from fine to coarse: differences between the levels of its
/// Gaussian pyramid. Bands are added up with weights that are as soft as the level is coarse, so
/// that light goes over from one picture to the next without a step, and details are not doubled.
/// Means are taken of what is known: a missing pixel has no share in any band. Source: P. Burt,
/// E. Adelson, "A Multiresolution Spline with Application to Image Mosaics" (1983).
public struct MultibandBlend: Sendable, Hashable {
  /// How many bands there are, the coarsest one included; 1 or more, 1 cuts without blending.
  public var bands = 5

  /// Five bands.
  public init() {}

  /// One of the pictures, as large as the result.
  public struct Layer: Sendable {
    /// Its colours.
    public let planes: [Plane<Float>]
    /// Not 0 where a pixel is not known; nil where all are.
    public let missing: Plane<UInt8>?
    /// How much of each pixel of the result comes from it, 0 to 1.
    public let weights: Plane<Float>

    /// A layer from its parts.
    ///
    /// - Precondition: all of one size, at least one colour.
    public init(planes: [Plane<Float>], missing: Plane<UInt8>?, weights: Plane<Float>) {
      precondition(
        !planes.isEmpty && planes.allSatisfy { $0.size == weights.size }
          && (missing?.size ?? weights.size) == weights.size, "planes of one size")
      (self.planes, self.missing, self.weights) = (planes, missing, weights)
    }
  }

  /// What comes of it.
  public struct Result: Sendable {
    /// The colours; 0 where nothing is known.
    public let planes: [Plane<Float>]
    /// Not 0 where no picture that has a share is known.
    public let missing: Plane<UInt8>
  }

  /// How far the coarsest band reaches, in pixels: two of each band down, and up again.
  var margin: Int { 2 << bands }

  /// Blends.
  ///
  /// - Parameters:
  ///   - layers: at least one; all of one size and number of colours.
  ///   - context: threads and instruction set.
  /// - Returns: a picture of that size.
  public func blended(
    _ layers: [Layer], in context: FilterContext = FilterContext()
  ) -> Result {
    precondition(bands >= 1 && !layers.isEmpty, "a band and a layer")
    let (size, colors) = (layers[0].weights.size, layers[0].planes.count)
    precondition(
      layers.allSatisfy { $0.weights.size == size && $0.planes.count == colors },
      "layers of one size and number of colours")
    var sums: [BandSum] = []
    for layer in layers { add(layer, to: &sums, context) }
    var (planes, known) = sums[sums.count - 1].means(above: nil)
    for band in sums.dropLast().reversed() {
      (planes, known) = band.means(above: planes.doubled(known: known, to: band.size, context))
    }
    let missing = known?.mapped { UInt8($0 > 0 ? 0 : 1) }
    return Result(planes: planes, missing: missing ?? Plane(size: size, repeating: 0))
  }

  /// Adds the bands of a layer.
  private func add(_ layer: Layer, to sums: inout [BandSum], _ context: FilterContext) {
    var (planes, missing, weights) = (layer.planes, layer.missing, layer.weights)
    var band = 0
    while true {
      let shares = missing.map { weights.merged($0) { $1 == 0 ? $0 : 0 } } ?? weights
      let size = weights.size
      if band == sums.count { sums.append(BandSum(size: size)) }
      if band == bands - 1 || min(size.width, size.height) < 4 {
        sums[band].add(planes, below: nil, shares)
        return
      }
      let halves = planes.map {
        HalvingFilter().applied(to: $0, without: missing, in: context)
      }
      let unknown = halves[0].unknown
      let known = unknown?.mapped { Float($0 == 0 ? 1 : 0) }
      sums[band].add(
        planes, below: halves.map(\.plane).doubled(known: known, to: size, context), shares)
      (planes, missing) = (halves.map(\.plane), unknown)
      weights = Pyramid.down(weights, in: context)
      band += 1
    }
  }
}

/// What all layers add up to in one band.
private struct BandSum {
  let size: Size
  private var colors: [Plane<Float>] = []
  private var weights: Plane<Float>?

  init(size: Size) { self.size = size }

  /// Adds what a layer has that the band below has not; what has no share is not looked at.
  mutating func add(_ planes: [Plane<Float>], below: [Plane<Float>]?, _ shares: Plane<Float>) {
    colors = planes.indices.map { color in
      let (fine, coarse) = (planes[color], below?[color])
      let sum = colors.isEmpty ? nil : colors[color]
      return Plane(size: size) { y, out in
        let (own, share) = (fine.row(y), shares.row(y))
        if let coarse {
          let under = coarse.row(y)
          for x in own.indices { out[x] = share[x] > 0 ? (own[x] - under[x]) * share[x] : 0 }
        } else {
          for x in own.indices { out[x] = share[x] > 0 ? own[x] * share[x] : 0 }
        }
        guard let sum else { return }
        let before = sum.row(y)
        for x in before.indices { out[x] = before[x] + out[x] }
      }
    }
    weights = weights.map { $0.merged(shares) { $0 + $1 } } ?? shares
  }

  /// Means on what the bands above show, and a number above 0 where there is one; nil where there
  /// is one everywhere.
  func means(above: [Plane<Float>]?) -> ([Plane<Float>], known: Plane<Float>?) {
    guard let weights else { return ([], nil) }
    let planes = colors.indices.map { color in
      let (sum, coarse) = (colors[color], above?[color])
      return Plane<Float>(size: size) { y, out in
        let (own, weight) = (sum.row(y), weights.row(y))
        if let coarse {
          let under = coarse.row(y)
          for x in own.indices { out[x] = weight[x] > 0 ? own[x] / weight[x] + under[x] : 0 }
        } else {
          for x in own.indices { out[x] = weight[x] > 0 ? own[x] / weight[x] : 0 }
        }
      }
    }
    return (planes, weights.isPositive ? nil : weights.mapped { $0 > 0 ? 1 : 0 })
  }
}

extension Plane<Float> {
  /// Whether all numbers are above 0.
  fileprivate var isPositive: Bool {
    for y in 0..<height {
      let row = row(y)
      var least = Float.infinity
      for x in row.indices { least = Swift.min(least, row[x]) }
      if !(least > 0) { return false }
    }
    return true
  }
}

extension [Plane<Float>] {
  /// Twice as large, as means of what is known; nil knows all.
  fileprivate func doubled(
    known: Plane<Float>?, to size: Size, _ context: FilterContext
  ) -> [Plane<Float>] {
    guard let known else { return map { Pyramid.up($0, to: size, in: context) } }
    let shares = Pyramid.up(known, to: size, in: context)
    return map { plane in
      Pyramid.up(plane.merged(known) { $1 > 0 ? $0 : 0 }, to: size, in: context)
        .merged(shares) { $1 > 0 ? $0 / $1 : 0 }
    }
  }
}
