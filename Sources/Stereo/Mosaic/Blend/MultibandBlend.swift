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
    var (planes, known) = sums[sums.count - 1].means()
    for band in sums.dropLast().reversed() {
      let coarse = planes.doubled(known: known, to: band.size, context)
      (planes, known) = band.means()
      planes = zip(planes, coarse).map { fine, coarse in
        fine.merged(coarse) { $0 + $1 }.merged(known) { $1 > 0 ? $0 : 0 }
      }
    }
    return Result(planes: planes, missing: known.mapped { $0 > 0 ? 0 : 1 })
  }

  /// Adds the bands of a layer.
  private func add(_ layer: Layer, to sums: inout [BandSum], _ context: FilterContext) {
    var (planes, missing, weights) = (layer.planes, layer.missing, layer.weights)
    var band = 0
    while true {
      let shares = missing.map { weights.merged($0) { $1 == 0 ? $0 : 0 } } ?? weights
      let size = weights.size
      if band == sums.count { sums.append(BandSum(size: size, colors: planes.count)) }
      let isLast = band == bands - 1 || min(size.width, size.height) < 4
      if isLast {
        sums[band].add(planes, shares)
        return
      }
      let halves = planes.map {
        HalvingFilter().applied(to: $0, without: missing, in: context)
      }
      let unknown = halves[0].unknown
      let known =
        unknown?.mapped { Float($0 == 0 ? 1 : 0) }
        ?? Plane(size: halves[0].plane.size, repeating: 1)
      let coarse = halves.map(\.plane).doubled(known: known, to: size, context)
      let details = zip(planes, coarse).map { $0.merged($1) { $0 - $1 } }
      sums[band].add(details, shares)
      (planes, missing) = (halves.map(\.plane), unknown)
      weights = Pyramid.down(weights, in: context)
      band += 1
    }
  }
}

/// What all layers add up to in one band.
private struct BandSum {
  let size: Size
  private var colors: [Plane<Float>]
  private var weights: Plane<Float>

  init(size: Size, colors: Int) {
    self.size = size
    self.colors = (0..<colors).map { _ in Plane(size: size, repeating: 0) }
    weights = Plane(size: size, repeating: 0)
  }

  /// Adds a layer; what has no share is not looked at.
  mutating func add(_ planes: [Plane<Float>], _ shares: Plane<Float>) {
    for (index, plane) in planes.enumerated() {
      let weighted = plane.merged(shares) { $1 > 0 ? $0 * $1 : 0 }
      colors[index] = colors[index].merged(weighted) { $0 + $1 }
    }
    weights = weights.merged(shares) { $0 + $1 }
  }

  /// Means, and a number above 0 where there is one.
  func means() -> ([Plane<Float>], known: Plane<Float>) {
    (colors.map { $0.merged(weights) { $1 > 0 ? $0 / $1 : 0 } }, weights.mapped { $0 > 0 ? 1 : 0 })
  }
}

extension [Plane<Float>] {
  /// Twice as large, as means of what is known.
  fileprivate func doubled(
    known: Plane<Float>, to size: Size, _ context: FilterContext
  ) -> [Plane<Float>] {
    let shares = Pyramid.up(known, to: size, in: context)
    return map { plane in
      Pyramid.up(plane.merged(known) { $1 > 0 ? $0 : 0 }, to: size, in: context)
        .merged(shares) { $1 > 0 ? $0 / $1 : 0 }
    }
  }
}
