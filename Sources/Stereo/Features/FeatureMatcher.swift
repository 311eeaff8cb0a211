import Kernels
import Raster
import Rig

/// Two features that look alike, one in each picture.
public struct FeatureMatch: Sendable, Hashable {
  /// Which feature of the first picture.
  public var first: Int
  /// Which feature of the second picture.
  public var second: Int
  /// The distance of their descriptors, in codes.
  public var distance: Double
  /// That distance over the distance of the next best; 0 where there is no other.
  public var ratio: Double

  /// A match from its parts.
  public init(first: Int, second: Int, distance: Double, ratio: Double) {
    (self.first, self.second) = (first, second)
    (self.distance, self.ratio) = (distance, ratio)
  }
}

/// Matches features of two pictures: each must be the other's nearest, and much nearer than the
/// second.
///
/// Source: D. G. Lowe, "Distinctive image features from scale-invariant keypoints" (2004),
/// section 7.1. Distances are exact integers; of equals the first one counts.
public struct FeatureMatcher: Sendable, Hashable {
  /// How much nearer than the second the nearest must be: distance / distance at most.
  public var ratio = 0.8
  /// Whether the nearest must have the first one as its nearest too.
  public var isMutual = true

  /// Settings that suit most pictures.
  public init() {}

  /// The matches of two sets of features.
  ///
  /// - Parameters:
  ///   - first: features of one picture.
  ///   - second: those of another.
  ///   - isa: the instruction set.
  ///   - admits: which pairs may be matched at all; nil for any. Others are no rivals either.
  /// - Returns: matches in the order of the first picture's features.
  public func matches(
    _ first: FeatureSet, _ second: FeatureSet, isa: InstructionSet = .active,
    where admits: ((Feature, Feature) -> Bool)? = nil
  ) -> [FeatureMatch] {
    let table = DescriptorTable(second.codes)
    var distances: [Int32] = []
    var nearest: [Nearest] = []
    nearest.reserveCapacity(first.count)
    var back = [(distance: Int32, index: Int)](repeating: (.max, -1), count: second.count)
    for index in 0..<first.count {
      table.distances(from: first.codes.row(index), into: &distances, isa: isa)
      var best = Nearest()
      for other in 0..<second.count {
        let distance = distances[other]
        guard distance < best.second || distance < back[other].distance else { continue }
        if let admits, !admits(first.features[index], second.features[other]) { continue }
        best.add(distance, other)
        if distance < back[other].distance { back[other] = (distance, index) }
      }
      nearest.append(best)
    }
    let limit = ratio * ratio
    return nearest.enumerated().compactMap { index, best in
      guard best.index >= 0, Double(best.first) <= limit * Double(best.second),
        !isMutual || back[best.index].index == index
      else { return nil }
      let isAlone = best.second == .max
      return FeatureMatch(
        first: index, second: best.index, distance: Double(best.first).squareRoot(),
        ratio: isAlone || best.second == 0
          ? 0 : (Double(best.first) / Double(best.second)).squareRoot())
    }
  }
}

/// The two least distances so far.
private struct Nearest {
  var first = Int32.max
  var second = Int32.max
  var index = -1

  mutating func add(_ distance: Int32, _ other: Int) {
    if distance < first {
      (second, first, index) = (first, distance, other)
    } else if distance < second {
      second = distance
    }
  }
}

extension FeatureMatcher {
  /// Pairs whose second feature lies near where the first one is expected.
  ///
  /// - Parameters:
  ///   - radius: how far off it may be, in pixels.
  ///   - expected: where a position of the first picture appears in the second; nil where it does
  ///     not.
  /// - Returns: a predicate for ``matches(_:_:isa:where:)``.
  public static func near(
    radius: Double, _ expected: @escaping (ImagePoint) -> ImagePoint?
  ) -> (Feature, Feature) -> Bool {
    { first, second in
      guard let place = expected(first.position) else { return false }
      let (dx, dy) = (second.position.x - place.x, second.position.y - place.y)
      return dx * dx + dy * dy <= radius * radius
    }
  }

  /// Pairs whose second feature lies near the epipolar line of the first one.
  ///
  /// - Parameters:
  ///   - width: how far from the line it may be on each side, in pixels.
  ///   - geometry: from positions in the first picture to lines in the second.
  /// - Returns: a predicate for ``matches(_:_:isa:where:)``.
  public static func band(
    width: Double, _ geometry: FundamentalMatrix
  ) -> (Feature, Feature) -> Bool {
    { first, second in
      geometry.distance(PointPair(first.position, second.position)) <= width
    }
  }
}
