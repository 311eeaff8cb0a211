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
  /// By which Gaussians both pictures are softened, in pixels, and on how many pixels at most they
  /// are compared.
  public struct Level: Sendable, Hashable {
    /// The standard deviation, in pixels.
    public var sigma: Double
    /// Pixels at most.
    public var pixels: Int

    /// A level from its parts.
    public init(sigma: Double, pixels: Int) {
      self.sigma = sigma
      self.pixels = pixels
    }
  }

  /// One after the other.
  public var levels = [
    Level(sigma: 2, pixels: 6000), Level(sigma: 1.2, pixels: 8000),
    Level(sigma: 0.7, pixels: 24_000),
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
    guard first.width >= 16, first.height >= 16, second.width >= 16, second.height >= 16 else {
      return nil
    }
    var result: Result?
    var homography = start
    var chosen: [AlignedPictures.Place]?
    for level in levels {
      let blur = GaussianFilter(Gaussian(sigma: level.sigma))
      let context = FilterContext(threads: threads)
      let pictures = AlignedPictures(
        first: blur.applied(to: first, without: validity.first.defects, in: context).plane,
        second: blur.applied(to: second, without: validity.second.defects, in: context).plane,
        missing: (validity.first.defects, validity.second.defects))
      let all = chosen ?? pictures.places(start, most: levels.map(\.pixels).max() ?? 0)
      chosen = all
      let places = all.evenly(level.pixels)
      guard places.count >= 64 else { return nil }
      var step = AlignmentStep(homography, first.size)
      for _ in 0..<rounds {
        guard let moved = step.improve(pictures, places) else { return nil }
        if moved < 1e-3 { break }
      }
      homography = step.homography
      guard places.distances(homography, start).allSatisfy({ $0 <= reach }) else { return nil }
      result = step.result(pictures, places)
    }
    return result
  }
}

extension [AlignedPictures.Place] {
  /// At most so many of them, evenly.
  fileprivate func evenly(_ most: Int) -> [AlignedPictures.Place] {
    guard count > most, most > 0 else { return self }
    return (0..<most).map { self[$0 * count / most] }
  }
}
