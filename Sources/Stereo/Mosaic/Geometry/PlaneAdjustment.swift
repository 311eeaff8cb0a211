import ExactMath
import Raster
import Rig

/// Places pictures of one plane so that all links agree as well as they can.
///
/// The eight numbers of each homography to the plane of one picture are found together: the sum of
/// squares is made least of how far positions that belong together are apart, in pixels of the
/// first picture of each link.
struct PlaneAdjustment {
  /// From each picture to the plane.
  let homographies: [Homography]
  /// The root of the mean square of distances, in pixels.
  let rms: Double

  /// Places the pictures.
  ///
  /// - Parameters:
  ///   - network: links; all pictures hang together.
  ///   - sizes: of the pictures.
  ///   - reference: the picture whose plane it is.
  init(_ network: MosaicNetwork, sizes: [Size], reference: Int) {
    var start = [Homography](repeating: Homography(.identity), count: sizes.count)
    let tree = network.tree(from: reference)
    for (picture, link) in tree {
      guard let homography = link.homography else { continue }
      if picture == link.second {
        start[picture] = Homography(start[link.first].matrix * homography.matrix)
      } else if let back = homography.inverse {
        start[picture] = Homography(start[link.second].matrix * back.matrix)
      }
    }
    guard network.links.count > tree.count else {
      // Nothing to agree on: each picture hangs by one link.
      (homographies, rms) = (start, 0)
      return
    }
    let pairs = network.links.map { $0.pairs(sizes: (sizes[$0.first], sizes[$0.second])) }
    // Numbers of like weight: positions from −1 to 1.
    let units = sizes.map { size -> Matrix3 in
      let (x, y) = (Double(size.width) / 2, Double(size.height) / 2)
      return Matrix3([x, 0, x, 0, y, y, 0, 0, 1])
    }
    let inside = start.indices.map { index -> [Double] in
      let elements = (start[index].matrix * units[index]).elements
      return elements.map { $0 / elements[8] }
    }
    let moving = start.indices.filter { $0 != reference }
    func placed(_ moves: [Double]) -> [Homography] {
      var result = start
      for (place, index) in moving.enumerated() {
        var elements = inside[index]
        for i in 0..<8 { elements[i] += moves[place * 8 + i] }
        let unit = Homography(units[index]).inverse?.matrix ?? .identity
        result[index] = Homography(Matrix3(elements) * unit)
      }
      return result
    }
    func errors(_ moves: [Double]) -> [Double] {
      let placed = placed(moves)
      return zip(network.links, pairs).flatMap { link, pairs -> [Double] in
        guard let back = placed[link.first].inverse else {
          return pairs.flatMap { _ in [1e3, 1e3] }
        }
        let between = Homography(back.matrix * placed[link.second].matrix)
        return pairs.flatMap { pair -> [Double] in
          guard let there = between.mapped(pair.second) else { return [1e3, 1e3] }
          return [there.x - pair.first.x, there.y - pair.first.y]
        }
      }
    }
    let moves = LeastSquares.fitted(
      from: [Double](repeating: 0, count: 8 * moving.count), rounds: 20, errors)
    homographies = placed(moves)
    rms = errors(moves).rootMeanSquare
  }
}

extension [Double] {
  /// The root of the mean square of distances in a plane whose parts these are.
  var rootMeanSquare: Double {
    isEmpty ? 0 : (reduce(0) { $0 + $1 * $1 } / (Double(count) / 2)).squareRoot()
  }
}
