import Raster

/// Rows of the least costs of ways that come from one side: from the corner behind, from the row
/// before, from the corner ahead, in the order of a sweep.
///
/// The way from the corner behind is written where that of the corner was, so that its row begins
/// one pixel earlier with every row that is swept; what lies before the first pixel stays 0.
@safe final class WayRows: Sendable {
  /// How many ways there are.
  static let count = 3

  private let width: Int
  private let height: Int
  private let disparities: Int
  private let costs: [Scratch<UInt8>]
  private let leasts: [Scratch<UInt8>]

  /// Rows before the first: no way has cost anything.
  ///
  /// - Parameters:
  ///   - size: of the picture.
  ///   - disparities: bytes of a pixel.
  init(_ size: Size, disparities: Int) {
    (width, height) = (size.width, size.height)
    self.disparities = disparities
    let pixels = [size.width + size.height + 1, size.width + 1, size.width + 1]
    // A register before the first pixel may be read.
    costs = pixels.map { Scratch($0 * disparities + 64, repeating: 0) }
    leasts = pixels.map { Scratch($0, repeating: 0) }
  }

  /// Where the costs of a way begin that a row of the sweep reads and replaces.
  func costs(_ way: Int, row: Int) -> UnsafeMutablePointer<UInt8> {
    unsafe costs[way].base + (64 + first(way, row) * disparities)
  }

  /// Where the least costs of each pixel begin.
  func leasts(_ way: Int, row: Int) -> UnsafeMutablePointer<UInt8> {
    unsafe leasts[way].base + first(way, row)
  }

  private func first(_ way: Int, _ row: Int) -> Int { way == 0 ? height - row : 0 }

  /// What the rows from `row` on need to know of those before.
  func saved(before row: Int) -> SavedWays {
    let saved = SavedWays(pixels: width, disparities: disparities)
    for way in 0..<Self.count {
      unsafe saved.costs[way].base.update(
        from: costs(way, row: row), count: width * disparities)
      unsafe saved.leasts[way].base.update(from: leasts(way, row: row), count: width)
    }
    return saved
  }

  /// Goes back to what was saved before `row`, after rows up to `end` were swept.
  func restore(_ saved: SavedWays, before row: Int, sweptTo end: Int) {
    for way in 0..<Self.count {
      unsafe costs(way, row: row).update(
        from: saved.costs[way].base, count: width * disparities)
      unsafe leasts(way, row: row).update(from: saved.leasts[way].base, count: width)
    }
    clear(rows: row..<end)
  }

  /// Makes 0 again what rows have written before the first pixel of earlier ones.
  private func clear(rows: Range<Int>) {
    for row in rows.dropFirst() {
      unsafe costs(0, row: row).update(repeating: 0, count: disparities)
      unsafe leasts(0, row: row).update(repeating: 0, count: 1)
    }
  }
}

/// A copy of what is known before a row.
final class SavedWays: Sendable {
  fileprivate let costs: [Scratch<UInt8>]
  fileprivate let leasts: [Scratch<UInt8>]

  fileprivate init(pixels: Int, disparities: Int) {
    costs = (0..<WayRows.count).map { _ in Scratch(pixels * disparities) }
    leasts = (0..<WayRows.count).map { _ in Scratch(pixels) }
  }
}
