import Raster
import Synchronization

/// Where every pixel of a resampled picture comes from: made once, used for many pictures.
///
/// Blocks of 32 pixels in a row are parabolas in x and y where these are off by no more than
/// 2⁻¹⁰ px; else their positions are listed one by one. With the rounding of positions, results are
/// those of positions that are off by at most 1/700 px, and by 1/330 px for ``Interpolation``s by
/// weights, which have 256 phases.
///
/// A pixel whose position is not given, or that needs pixels beyond the edge of the source, is
/// ``Defects/outside``. Positions count from the centre of the first pixel, so a bilinear sample
/// needs a position from 0 to width − 1.
public struct ResampleTable: Sendable {
  /// A position in the source, in pixels; the centre of the first is (0, 0).
  public typealias Position = (x: Double, y: Double)

  /// Width and height of the result.
  public let size: Size
  /// Width and height of the source.
  public let source: Size
  /// How samples are computed.
  public let interpolation: Interpolation
  /// ``Defects/outside`` where the source shows nothing; nil where it shows something everywhere.
  public let outside: Plane<UInt8>?
  /// Eight integers for each block; see `ResampleBlock`.
  let blocks: Plane<Int32>
  /// 32 columns and 32 rows for each block that is no parabola.
  let listed: Plane<Int32>
  /// Weights for 256 phases, or one number that nobody reads.
  let weights: Plane<Float>
  /// The rows of the source that each row needs.
  let needed: [Range<Int>]

  /// A table.
  ///
  /// - Parameters:
  ///   - size: of the result.
  ///   - source: of the source; no side above 32767.
  ///   - interpolation: how samples are computed.
  ///   - threads: how many threads ask for positions; they change no bit.
  ///   - isSmooth: whether positions change as smoothly between pixels that lie five apart as from
  ///     one of these to the next; then fewer are asked for.
  ///   - position: where a pixel comes from; nil where nothing is to be seen.
  public init(
    size: Size, source: Size, interpolation: Interpolation, threads: Int = 1,
    isSmooth: Bool = false,
    position: @escaping @Sendable (_ x: Int, _ y: Int) -> Position?
  ) {
    precondition(source.width <= 32767 && source.height <= 32767, "a side is at most 32767")
    self.size = size
    self.source = source
    self.interpolation = interpolation
    let fit = BlockFit(source: source, interpolation: interpolation)
    let group = BlockFit.group
    let groups = Mutex([Int: [BlockFit.Row]]())
    concurrently(0..<(size.height + group - 1) / group, threads: threads, grain: 1) { part in
      for index in part {
        let rows = index * group..<min(size.height, (index + 1) * group)
        let made =
          isSmooth
          ? fit.smoothRows(rows, of: size, position: position)
          : rows.map { y in fit.row(width: size.width) { position($0, y) } }
        groups.withLock { $0[index] = made }
      }
    }
    let made = groups.withLock { groups in
      groups.sorted { $0.key < $1.key }.flatMap(\.value)
    }
    needed = made.map(\.needed)
    (blocks, listed) = Self.joined(made, width: size.width)
    outside = Self.outside(made, size)
    let weights = interpolation.weights
    self.weights = Plane(size: Size(max(1, weights.count), 1)) { _, row in
      for x in row.indices { row[x] = weights.isEmpty ? 0 : weights[x] }
    }
  }

  /// The rows of the source that some rows of the result need.
  ///
  /// - Parameter rows: within the height.
  /// - Returns: within the height of the source; one row where none is needed.
  public func sourceRows(for rows: Range<Int>) -> Range<Int> {
    let all = needed[rows].filter { !$0.isEmpty }
    guard let first = all.map(\.lowerBound).min(), let last = all.map(\.upperBound).max() else {
      return 0..<min(1, source.height)
    }
    return first..<last
  }

  private static func joined(
    _ rows: [BlockFit.Row], width: Int
  ) -> (blocks: Plane<Int32>, listed: Plane<Int32>) {
    let count = (width + BlockFit.pixels - 1) / BlockFit.pixels
    let lists = rows.flatMap(\.lists)
    var first = 0
    let blocks = Plane<Int32>(size: Size(count * BlockFit.fields, rows.count)) { y, out in
      for x in out.indices { out[x] = rows[y].blocks[x] }
      for block in 0..<count
      where [BlockFit.list, BlockFit.edge].contains(out[block * BlockFit.fields + 6]) {
        out[block * BlockFit.fields + 7] += Int32(first)
      }
      first += rows[y].lists.count
    }
    let listed = Plane<Int32>(size: Size(2 * BlockFit.pixels, max(1, lists.count))) { y, out in
      for x in out.indices { out[x] = lists.isEmpty ? 0 : lists[y][x] }
    }
    return (blocks, listed)
  }

  private static func outside(_ rows: [BlockFit.Row], _ size: Size) -> Plane<UInt8>? {
    guard rows.contains(where: { !$0.outside.isEmpty }) else { return nil }
    return Plane(size: size) { y, out in
      for x in out.indices { out[x] = 0 }
      for x in rows[y].outside { out[x] = Defects.outside.rawValue }
    }
  }
}
