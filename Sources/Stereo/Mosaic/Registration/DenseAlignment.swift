import ExactMath
import Kernels
import Raster
import Rig

/// Moves a homography until two pictures agree, pixel by pixel.
///
/// What the first picture T shows at x, the second one W shows at H·x, brighter or darker by a
/// factor that changes slowly over the picture, as exposure and vignetting do. With u and v from −1
/// to 1 across T,
///
///     W(H·x) = T(x) · (c₀ + c₁u + c₂v + c₃u² + c₄uv + c₅v²) + c₆
///
/// The eight numbers of H and the seven c are found together by the method of Gauss and Newton,
/// from soft pictures to sharp ones, on pixels with much slope, evenly spread. What one picture
/// shows alone weighs little: a residual r counts `1 / (1 + (r / 2s)²)²`, with s the noise that the
/// median of all residuals shows. Sources: B. Lucas, T. Kanade, "An Iterative Image Registration
/// Technique" (1981); S. Baker, I. Matthews, "Lucas-Kanade 20 Years On" (2004); S. Geman,
/// D. McClure, "Statistical Methods for Tomographic Image Reconstruction" (1987).
public struct DenseAlignment: Sendable, Hashable {
  /// How both pictures are softened, and on how many pixels at most they are compared.
  public struct Level: Sendable, Hashable {
    /// How often every second pixel is left out first.
    public var halvings: Int
    /// The standard deviation of the Gaussian then, in pixels that are left.
    public var sigma: Double
    /// Pixels at most.
    public var pixels: Int

    /// A level from its parts.
    public init(halvings: Int, sigma: Double, pixels: Int) {
      (self.halvings, self.sigma, self.pixels) = (halvings, sigma, pixels)
    }
  }

  /// One after the other; those at which too few pixels are left are skipped, but the last.
  public var levels = [
    Level(halvings: 2, sigma: 0.8, pixels: 6000), Level(halvings: 1, sigma: 0.8, pixels: 8000),
    Level(halvings: 0, sigma: 0.7, pixels: 14_000),
  ]
  /// Steps of each level at most.
  public var rounds = 10
  /// How far positions may move from the start, in pixels.
  public var reach = 12.0

  /// Three levels.
  public init() {}

  /// What was found.
  public struct Result: Sendable {
    /// From the first picture to the second.
    public let homography: Homography
    /// The standard deviation of what both pictures differ by, as the median shows it.
    public let noise: Double
    /// How much of what the second picture shows the first one explains: the correlation of both, 0
    /// to 1, with noise as the median shows it.
    public let correlation: Double
    /// The standard deviation of positions in the second picture, in pixels: the root of the mean
    /// square over the pixels that were compared, from noise alone.
    public let deviation: Double
    /// How many pixels were compared.
    public let pixels: Int
  }

  /// Aligns.
  ///
  /// - Parameters:
  ///   - start: from the first picture to the second, off by a few pixels at most.
  ///   - first: grey.
  ///   - second: grey.
  ///   - validity: of both.
  ///   - threads: how many threads soften the pictures; 1 or more.
  /// - Returns: nil where too little overlaps, where it has no texture, or where positions would
  ///   move too far.
  public func aligned(
    _ start: Homography, first: Plane<Float>, second: Plane<Float>,
    validity: (first: Validity, second: Validity), threads: Int = 1
  ) -> Result? {
    precondition(
      first.size == validity.first.size && second.size == validity.second.size,
      "marks for every pixel")
    guard let overlap = OverlapCut(start, first, second, validity) else { return nil }
    var pyramid = [overlap]
    for _ in 0..<(levels.map(\.halvings).max() ?? 0) {
      pyramid.append(pyramid[pyramid.count - 1].halved(threads: threads))
    }
    var result: Result?
    var homography = start
    for (index, level) in levels.enumerated() {
      let cut = pyramid[level.halvings]
      let isLast = index == levels.count - 1
      if !isLast, cut.shortestSide < Self.leastSide { continue }
      let pictures = cut.softened(level.sigma, threads: threads)
      let inside = cut.inside(start)
      let places = pictures.places(inside, most: level.pixels)
      guard places.count >= 64 else {
        if isLast { return nil }
        continue
      }
      var step = AlignmentStep(cut.inside(homography), pictures.first.size)
      for _ in 0..<rounds {
        guard let moved = step.improve(pictures, places) else { return nil }
        if moved < 1e-3 { break }
      }
      let limit = reach / Double(1 << level.halvings)
      guard places.distances(step.homography, inside).allSatisfy({ $0 <= limit }) else {
        return nil
      }
      homography = cut.outside(step.homography)
      if isLast { result = step.result(pictures, places, homography) }
    }
    return result
  }

  /// Pixels of a side below which a level tells little.
  private static let leastSide = 24
}

/// The parts of two pictures that show the same, perhaps halved.
private struct OverlapCut {
  private let first: Plane<Float>
  private let second: Plane<Float>
  private let validity: (first: Validity, second: Validity)
  /// From positions in the whole pictures to the parts.
  private let ofFirst: Matrix3
  private let ofSecond: Matrix3
  /// Back.
  private let toFirst: Matrix3
  private let toSecond: Matrix3

  /// - Parameters:
  ///   - homography: from the first picture to the second.
  ///   - first: a picture.
  ///   - second: another one.
  ///   - validity: of both.
  init?(
    _ homography: Homography, _ first: Plane<Float>, _ second: Plane<Float>,
    _ validity: (first: Validity, second: Validity)
  ) {
    let steps = 48
    var (here, there) = (PlaceBounds(), PlaceBounds())
    for point in first.size.grid(steps, steps) {
      guard let place = homography.mapped(point), second.size.contains(place) else { continue }
      here.add(point)
      there.add(place)
    }
    // What lies between two of the positions, and what is softened, is seen as well.
    let margin = 24 + max(first.width, first.height) / steps
    guard let one = here.region(margin: margin)?.intersection(first.size.bounds),
      let other = there.region(margin: margin)?.intersection(second.size.bounds),
      min(one.size.width, one.size.height) >= 16, min(other.size.width, other.size.height) >= 16
    else { return nil }
    self.init(
      first: first.view(one), second: second.view(other),
      validity: (validity.first.view(one), validity.second.view(other)),
      ofFirst: Matrix3([1, 0, -Double(one.x), 0, 1, -Double(one.y), 0, 0, 1]),
      ofSecond: Matrix3([1, 0, -Double(other.x), 0, 1, -Double(other.y), 0, 0, 1]),
      toFirst: Matrix3([1, 0, Double(one.x), 0, 1, Double(one.y), 0, 0, 1]),
      toSecond: Matrix3([1, 0, Double(other.x), 0, 1, Double(other.y), 0, 0, 1]))
  }

  private init(
    first: Plane<Float>, second: Plane<Float>, validity: (first: Validity, second: Validity),
    ofFirst: Matrix3, ofSecond: Matrix3, toFirst: Matrix3, toSecond: Matrix3
  ) {
    (self.first, self.second, self.validity) = (first, second, validity)
    (self.ofFirst, self.ofSecond) = (ofFirst, ofSecond)
    (self.toFirst, self.toSecond) = (toFirst, toSecond)
  }

  var shortestSide: Int {
    min(min(first.width, first.height), min(second.width, second.height))
  }

  /// Every second pixel.
  func halved(threads: Int) -> OverlapCut {
    let context = FilterContext(threads: threads)
    let one = first.halved(validity.first, context)
    let other = second.halved(validity.second, context)
    let smaller = Matrix3([0.5, 0, 0, 0, 0.5, 0, 0, 0, 1])
    let larger = Matrix3([2, 0, 0, 0, 2, 0, 0, 0, 1])
    return OverlapCut(
      first: one.0, second: other.0, validity: (one.1, other.1), ofFirst: smaller * ofFirst,
      ofSecond: smaller * ofSecond, toFirst: toFirst * larger, toSecond: toSecond * larger)
  }

  /// A homography between the pictures as one between the parts.
  func inside(_ homography: Homography) -> Homography {
    Homography(ofSecond * homography.matrix * toFirst)
  }

  /// And back.
  func outside(_ homography: Homography) -> Homography {
    Homography(toSecond * homography.matrix * ofFirst)
  }

  func softened(_ sigma: Double, threads: Int) -> AlignedPictures {
    let blur = GaussianFilter(Gaussian(sigma: sigma))
    let context = FilterContext(threads: threads)
    return AlignedPictures(
      first: blur.applied(to: first, without: validity.first.defects, in: context).plane,
      second: blur.applied(to: second, without: validity.second.defects, in: context).plane,
      missing: (validity.first.defects, validity.second.defects))
  }
}
