import ExactMath
import Kernels
import Raster
import Rig

/// Finds and describes features in the manner of SIFT.
///
/// Extrema of differences of Gaussians, refined between samples, tested for contrast and for edges;
/// directions from histograms of slopes; descriptors of 4×4 cells of slopes in eight directions.
/// Source: D. G. Lowe, "Distinctive image features from scale-invariant keypoints", International
/// Journal of Computer Vision 60 (2004). What differs from the paper: descriptors are made of a
/// patch that is sampled again along its own axes, and features may be spread over the picture.
///
/// The result depends on nothing but the picture, its validity and the settings: not on threads,
/// nor on the instruction set.
public struct FeatureDetector: Sendable, Hashable {
  /// How many places to keep at most, the strongest first; nil for all.
  ///
  /// A place may have more than one direction, and each makes a feature.
  public var most: Int? = 2000
  /// Whether the strongest are taken evenly from all parts of the picture.
  public var isSpread = true
  /// How far from 0 a difference of Gaussians must be, for a picture from 0 to 1.
  public var contrast = 0.02 / 3
  /// How much more curved across than along a feature may be; edges are more.
  public var edgeRatio = 10.0
  /// Whether the picture is doubled first, which finds features down to a width of 0.8 pixels.
  ///
  /// It takes three times as long and places features better: 0.10 instead of 0.15 pixels off on
  /// pairs with known homographies.
  public var isDoubled = true
  /// How sums of slopes become codes.
  public var norm = PatchDescriptors.Norm.root

  /// Samples along the edges of an octave where no feature lies.
  static let margin = 5
  /// The side of a cell of a descriptor, in scales.
  static let cell = 3.0

  /// Settings that suit most pictures.
  public init() {}

  /// The features of a picture.
  ///
  /// - Parameters:
  ///   - picture: light or codes, white at about 1.
  ///   - validity: of the same size; no feature whose descriptor would look at a missing pixel is
  ///     kept, and what stands at missing pixels changes no bit.
  ///   - context: threads and instruction set.
  /// - Returns: the features by row, column, scale and direction; none in pictures whose shorter
  /// side has less than 16 pixels.
  public func features(
    in picture: Plane<Float>, validity: Validity, context: FilterContext = FilterContext()
  ) -> FeatureSet {
    precondition(picture.size == validity.size, "validity covers the picture")
    let context = FilterContext(threads: context.threads, isa: context.isa)
    let search = candidates(in: picture.filled(validity), size: picture.size, context)
    let support = FeatureSupport(validity)
    var places = search.places.filter { $0.isInside(support) }
    if let most {
      let order = FeatureSpread.chosen(
        places.map { ($0.position.x, $0.position.y, $0.strength) }, size: picture.size,
        most: most, isSpread: isSpread)
      places = order.map { places[$0] }
    }
    return described(places, search.levels, support, context)
  }
}

/// A feature before it has a direction.
private struct Candidate {
  /// Which of the levels it lies in.
  let level: Int
  /// Where in that level.
  let x: Double
  let y: Double
  /// Its scale there.
  let sigma: Double
  /// Pixels of the picture from one sample of the level to the next.
  let spacing: Double
  let strength: Double

  var position: ImagePoint { ImagePoint(x * spacing, y * spacing) }

  /// Half the side of the patch that a descriptor looks at, in pixels: that of 20 slopes, four to a
  /// cell, one sample around, and a pixel between samples.
  var half: Double { 10.5 / 4 * FeatureDetector.cell * sigma * spacing + spacing }

  /// Whether what every turned patch looks at is known; each is looked at when it is turned.
  func isInside(_ support: FeatureSupport) -> Bool {
    // A square within the circle that lies in every turned one.
    support.isKnown(position.x, position.y, half: half / 2.0.squareRoot(), (1, 0))
  }
}

extension FeatureDetector {
  /// What stands out in any octave, and the levels that it lies in.
  private func candidates(
    in picture: Plane<Float>, size: Size, _ context: FilterContext
  ) -> (places: [Candidate], levels: [Plane<Float>]) {
    var (places, levels): ([Candidate], [Plane<Float>]) = ([], [])
    guard min(size.width, size.height) >= ScaleSpace.leastSide else { return ([], []) }
    var octave = ScaleSpace(picture, isDoubled: isDoubled, in: context)
    while true {
      let fits = ScaleExtrema.spots(
        of: octave.levels, above: Float(contrast / 2), margin: Self.margin, in: context
      ).compactMap {
        ExtremumFit(
          $0, octave.levels, margin: Self.margin, contrast: contrast, edgeRatio: edgeRatio)
      }
      for fit in fits.withoutTwins() {
        places.append(
          Candidate(
            level: levels.count + fit.layer - 1, x: Double(fit.x) + fit.offset.x,
            y: Double(fit.y) + fit.offset.y,
            sigma: ScaleSpace.sigma(Double(fit.layer) + fit.offset.z),
            spacing: octave.spacing, strength: fit.value.magnitude))
      }
      levels += octave.levels[1...ScaleSpace.steps]
      let next = octave.levels[0].size
      guard min(next.width, next.height) >= 2 * ScaleSpace.leastSide else { break }
      octave = ScaleSpace(above: octave, in: context)
    }
    return (places, levels)
  }

  /// Places with their directions and descriptors.
  private func described(
    _ places: [Candidate], _ levels: [Plane<Float>], _ support: FeatureSupport,
    _ context: FilterContext
  ) -> FeatureSet {
    let bins = SlopeHistogram.bins(
      around: places.map {
        SlopeHistogram.Spot(
          picture: $0.level, x: Float($0.x), y: Float($0.y),
          sigma: Float(FeatureDirections.window * $0.sigma))
      }, in: levels, context: context)
    var found: [(feature: Feature, patch: PatchDescriptors.Spot)] = []
    for (index, place) in places.enumerated() {
      for turn in FeatureDirections.peaks(bins.row(index)) {
        let direction = turn * 0x1.921fb54442d18p+2
        let (sine, cosine) = Exact.sincos(direction)
        let position = place.position
        guard support.isKnown(position.x, position.y, half: place.half, (cosine, sine)) else {
          continue
        }
        let feature = Feature(
          position: position, scale: place.sigma * place.spacing, direction: direction,
          strength: place.strength)
        let patch = PatchDescriptors.Spot(
          picture: place.level, x: Float(place.x), y: Float(place.y),
          cell: Float(Self.cell * place.sigma), cosine: Float(cosine), sine: Float(sine))
        found.append((feature, patch))
      }
    }
    found.sort { $0.feature.comes(before: $1.feature) }
    let codes = PatchDescriptors.codes(
      of: found.map(\.patch), in: levels, norm: norm, context: context)
    return FeatureSet(features: found.map(\.feature), codes: codes)
  }
}

extension [ExtremumFit] {
  /// Without those that reached a sample that another one had reached before.
  fileprivate func withoutTwins() -> [ExtremumFit] {
    let order = indices.sorted { (self[$0].place, $0) < (self[$1].place, $1) }
    return order.enumerated().compactMap { turn, index in
      turn > 0 && self[order[turn - 1]].place == self[index].place ? nil : self[index]
    }
  }
}

extension ExtremumFit {
  /// The sample as one number that orders by level, row and column.
  fileprivate var place: Int { (layer << 24 | y) << 24 | x }
}

extension Feature {
  fileprivate func comes(before other: Feature) -> Bool {
    (position.y, position.x, scale, direction)
      < (other.position.y, other.position.x, other.scale, other.direction)
  }
}

extension Plane<Float> {
  /// The mean of what is known in place of what is not.
  fileprivate func filled(_ validity: Validity) -> Plane<Float> {
    guard let defects = validity.defects else { return self }
    var (sum, count) = (0.0, 0)
    for y in 0..<height {
      let (row, marks) = (row(y), defects.row(y))
      for x in row.indices where marks[x] == 0 {
        sum += Double(row[x])
        count += 1
      }
    }
    let mean = count > 0 ? Float(sum / Double(count)) : 0
    return Plane(size: size) { y, target in
      let (row, marks) = (row(y), defects.row(y))
      for x in row.indices { target[x] = marks[x] == 0 ? row[x] : mean }
    }
  }
}
