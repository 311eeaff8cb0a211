import Raster

/// The strongest of many, spread over a picture.
///
/// A picture is cut into cells. The strongest of each cell come first, then the second of each, and
/// so on; among equals in rank the stronger ones. So texture in one corner does not take all.
enum FeatureSpread {
  /// Cells along the longer side.
  ///
  /// With more of them, weak features of even parts push out good
  /// ones: with 8 a rover's stereo pair has a tenth fewer right matches.
  static let cells = 4

  /// Which places to keep.
  ///
  /// - Parameters:
  ///   - places: positions in the picture and strengths.
  ///   - size: of the picture.
  ///   - most: how many to keep.
  ///   - isSpread: whether cells count; otherwise the strongest of all are kept.
  /// - Returns: indices in rising order.
  static func chosen(
    _ places: [(x: Double, y: Double, strength: Double)], size: Size, most: Int, isSpread: Bool
  ) -> [Int] {
    guard places.count > most else { return Array(places.indices) }
    let order = places.indices.sorted {
      places[$0].strength != places[$1].strength
        ? places[$0].strength > places[$1].strength : $0 < $1
    }
    guard isSpread else { return order.prefix(most).sorted() }
    let side = Double(max(size.width, size.height)) / Double(cells)
    let across = max(1, Int((Double(size.width) / side).rounded(.up)))
    let down = max(1, Int((Double(size.height) / side).rounded(.up)))
    var filled = [Int](repeating: 0, count: across * down)
    var ranked: [(rank: Int, turn: Int, index: Int)] = []
    for (turn, index) in order.enumerated() {
      let column = min(max(0, Int(places[index].x / side)), across - 1)
      let row = min(max(0, Int(places[index].y / side)), down - 1)
      ranked.append((filled[row * across + column], turn, index))
      filled[row * across + column] += 1
    }
    ranked.sort { ($0.rank, $0.turn) < ($1.rank, $1.turn) }
    return ranked.prefix(most).map(\.index).sorted()
  }
}
