import Diagnostics
import Kernels
import Raster
import Rig

/// Two pictures of a mosaic that show the same.
public struct MosaicLink: Sendable {
  /// Which picture; less than `second`.
  public let first: Int
  /// Which other picture.
  public let second: Int
  /// How they lie, from the second to the first.
  public let registration: PairRegistration.Result

  /// From positions in the second picture to the first one; nil between cameras that are known.
  public var homography: Homography? { registration.homography }

  /// Positions that belong together, evenly over what both show: first picture, second picture.
  func pairs(sizes: (first: Size, second: Size)) -> [PointPair] {
    let (columns, rows) = (24, 18)
    let all = (0..<columns * rows).compactMap { index -> PointPair? in
      let (column, row) = (index % columns, index / columns)
      let point = ImagePoint(
        Double(sizes.second.width - 1) * (Double(column) + 0.5) / Double(columns),
        Double(sizes.second.height - 1) * (Double(row) + 0.5) / Double(rows))
      guard let there = homography?.mapped(point), sizes.first.contains(there) else { return nil }
      return PointPair(there, point)
    }
    let step = max(1, all.count / 48)
    return stride(from: 0, to: all.count, by: step).map { all[$0] }
  }
}

extension MosaicLink {
  /// Features that agree.
  ///
  /// - Parameter most: how many at most, evenly picked.
  /// - Returns: positions in the first picture and the second.
  func features(_ most: Int) -> [PointPair] {
    let found = registration
    let agreeing = found.depth?.inliers ?? found.plane?.inliers ?? []
    let step = max(1, agreeing.count / most)
    return stride(from: 0, to: agreeing.count, by: step).map {
      found.pairs[agreeing[$0]].reversed
    }
  }
}

/// Which pictures of a mosaic show the same.
struct MosaicNetwork {
  let links: [MosaicLink]
  /// What was said of the pairs that do not show the same.
  let refusals: [(first: Int, second: Int, failure: Failure)]

  /// Registers every picture with every other.
  ///
  /// - Parameters:
  ///   - pictures: at least two.
  ///   - registration: how.
  ///   - context: threads and instruction set.
  init(
    _ pictures: [PairRegistration.Prepared], _ registration: PairRegistration,
    _ context: FilterContext
  ) {
    var (links, refusals): ([MosaicLink], [(Int, Int, Failure)]) = ([], [])
    for first in pictures.indices {
      for second in pictures.indices.dropFirst(first + 1) {
        do throws(Failure) {
          let found = try registration.registered(
            pictures[second], pictures[first], context: context)
          links.append(MosaicLink(first: first, second: second, registration: found))
        } catch {
          refusals.append((first, second, error))
        }
      }
    }
    (self.links, self.refusals) = (links, refusals)
  }

  /// Registers the pictures of cameras that are known.
  ///
  /// Features are matched where the cameras let expect them, to a tenth of the picture.
  ///
  /// - Parameters:
  ///   - pictures: with their features.
  ///   - cameras: as many.
  ///   - surface: what they see.
  ///   - matcher: how features are matched.
  ///   - context: instruction set.
  init(
    _ pictures: [PairRegistration.Prepared], _ cameras: [CameraModel], _ surface: MosaicSurface,
    _ matcher: FeatureMatcher, _ context: FilterContext
  ) {
    var links: [MosaicLink] = []
    for first in pictures.indices {
      for second in pictures.indices.dropFirst(first + 1) {
        let (one, other) = (pictures[first], pictures[second])
        let position = MosaicPlacement(
          cameras[second], above: surface, from: cameras[first].position
        ).positions
        func expected(_ point: ImagePoint) -> ImagePoint? {
          cameras[first].ray(point).flatMap { position($0.direction) }
        }
        let places = one.grey.size.grid(16, 12).compactMap(expected)
        guard places.contains(where: { other.grey.size.contains($0) }) else { continue }
        let radius = Double(max(other.grey.width, other.grey.height)) / 10
        // Features are asked for one after the other, each many times.
        var (asked, answer) = (ImagePoint(.infinity, .infinity), ImagePoint?.none)
        let matches = matcher.matches(
          one.features, other.features, isa: context.isa,
          where: FeatureMatcher.near(radius: radius) { point in
            if point != asked { (asked, answer) = (point, expected(point)) }
            return answer
          })
        let pairs = matches.map {
          PointPair(
            other.features.features[$0.second].position, one.features.features[$0.first].position)
        }
        guard pairs.count >= Self.fewest else { continue }
        links.append(
          MosaicLink(
            first: first, second: second,
            registration: PairRegistration.Result(
              features: (other.features.count, one.features.count), pairs: pairs, plane: nil,
              depth: nil, alignment: nil, homography: nil)))
      }
    }
    self.init(links: links)
  }

  /// Pairs that make a link of cameras that are known.
  private static let fewest = 8

  /// Whether all pictures hang together by links that are beyond doubt.
  func isBeyondDoubt(of count: Int) -> Bool {
    let sure = MosaicNetwork(links: links.filter(\.registration.isBeyondDoubt), refusals: [])
    return sure.tree(from: 0).count == count - 1
  }

  init(links: [MosaicLink] = [], refusals: [(first: Int, second: Int, failure: Failure)] = []) {
    (self.links, self.refusals) = (links, refusals)
  }

  /// A way from one picture to all others, over links with the best correlation first.
  ///
  /// - Parameter root: where it begins.
  /// - Returns: for each picture that is reached, in the order in which it is, the link by which.
  func tree(from root: Int) -> [(picture: Int, link: MosaicLink)] {
    var (reached, way) = (Set([root]), [(picture: Int, link: MosaicLink)]())
    while true {
      let next = links.filter { reached.contains($0.first) != reached.contains($0.second) }
        .max { $0.strength < $1.strength }
      guard let next else { return way }
      let picture = reached.contains(next.first) ? next.second : next.first
      reached.insert(picture)
      way.append((picture, next))
    }
  }

  /// Ways to all pictures: from one, and from one of each part that does not hang together with it.
  ///
  /// - Parameters:
  ///   - count: how many pictures there are.
  ///   - root: where the first begins.
  /// - Returns: as ``tree(from:)``, one after the other.
  func forest(of count: Int, from root: Int) -> [(picture: Int, link: MosaicLink)] {
    var (reached, way) = (Set<Int>(), [(picture: Int, link: MosaicLink)]())
    for start in [root] + Array(0..<count) where !reached.contains(start) {
      let part = tree(from: start)
      reached.formUnion([start] + part.map(\.picture))
      way += part
    }
    return way
  }

  /// The first of two pictures; of more, the one from which all others are reached over the fewest
  /// links, the first of several.
  func reference(of count: Int) -> Int {
    if count == 2 { return 0 }
    let distances = (0..<count).map { root in
      var far = [root: 0]
      for (picture, link) in tree(from: root) {
        far[picture] = (far[link.first] ?? far[link.second] ?? 0) + 1
      }
      return far.values.reduce(0, +)
    }
    return distances.indices.min { (distances[$0], $0) < (distances[$1], $1) } ?? 0
  }

  /// Sees that all pictures hang together.
  ///
  /// - Parameter names: of the pictures.
  /// - Throws: a failure that names a picture that shows nothing the others show, with figures.
  func check(_ names: [String]) throws(Failure) {
    let reached = Set(tree(from: 0).map(\.picture)).union([0])
    guard let lost = names.indices.first(where: { !reached.contains($0) }) else { return }
    // Of the pictures that hang together with the first, the one that came nearest.
    let tried = refusals.first { [$0.first, $0.second].contains(lost) }
    guard let tried else { return }
    if names.count == 2 { throw tried.failure }
    throw tried.failure.within("\(names[tried.first]) and \(names[tried.second])")
      .within("\(names[lost]) overlaps none of those that hang together with \(names[0])")
  }
}

extension MosaicLink {
  /// How much a link is to be trusted.
  fileprivate var strength: Double {
    let found = registration
    let agreeing = found.depth?.inliers.count ?? found.plane?.inliers.count ?? found.pairs.count
    return Double(agreeing) * (registration.alignment?.correlation ?? 0.5)
  }
}

extension Size {
  /// Positions spread over a picture in so many steps, up to its edges, row by row.
  func grid(_ across: Int, _ down: Int) -> [ImagePoint] {
    (0...down).flatMap { row in
      (0...across).map { column in
        ImagePoint(
          Double((width - 1) * column) / Double(across), Double((height - 1) * row) / Double(down))
      }
    }
  }

  /// Whether a position lies on a picture.
  func contains(_ point: ImagePoint) -> Bool {
    point.x >= 0 && point.y >= 0 && point.x <= Double(width - 1) && point.y <= Double(height - 1)
  }
}
