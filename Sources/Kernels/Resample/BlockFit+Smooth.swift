import Raster

/// Blocks of positions that change smoothly: few of them are asked for.
extension BlockFit {
  /// Rows that are worked out together.
  static let group = 32
  /// Rows that are worked out together where those are not alike.
  private static let part = 8
  /// The pixels of a block at which positions are asked for.
  private static let asked = SIMD8<Int32>(0, 5, 10, 15, 20, 25, 30, 31)

  /// The blocks of some rows, where positions are as smooth between the pixels that are asked for
  /// as they are there.
  ///
  /// Positions are asked for at eight pixels of 32 in the first row, the middle one and the last;
  /// those of the rows between lie on parabolas. Where these are off, or come near to what is not
  /// inside, fewer rows are taken together, then each by itself, and pixel by pixel; blocks that
  /// lie wholly beyond one side show nothing.
  ///
  /// - Parameters:
  ///   - rows: at most ``group``.
  ///   - size: of the result.
  ///   - position: where a pixel of a row comes from.
  /// - Returns: each row's blocks.
  func smoothRows(
    _ rows: Range<Int>, of size: Size, position: (Int, Int) -> ResampleTable.Position?
  ) -> [Row] {
    var result = [Row](repeating: Row(), count: rows.count)
    for row in result.indices {
      result[row].blocks.reserveCapacity((size.width + Self.pixels - 1) / Self.pixels * Self.fields)
    }
    for start in stride(from: 0, to: size.width, by: Self.pixels) {
      let columns = start..<min(start + Self.pixels, size.width)
      add(columns, rows, to: &result[...], position)
    }
    return result
  }

  /// Adds the blocks of some columns to as many rows.
  private func add(
    _ columns: Range<Int>, _ rows: Range<Int>, to result: inout ArraySlice<Row>,
    _ position: (Int, Int) -> ResampleTable.Position?
  ) {
    let isWhole = columns.count == Self.pixels
    if isWhole, rows.count >= 4, let patch = Patch(self, columns.lowerBound, rows, position) {
      for (row, fields) in zip(result.indices, patch.rows) { add(fields, to: &result[row]) }
    } else if isNowhere(columns, rows, position) {
      for row in result.indices { addNothing(columns, to: &result[row]) }
    } else if rows.count > Self.part {
      for first in stride(from: 0, to: rows.count, by: Self.part) {
        let part = first..<min(first + Self.part, rows.count)
        add(
          columns, rows.lowerBound + part.lowerBound..<rows.lowerBound + part.upperBound,
          to: &result[result.startIndex + part.lowerBound..<result.startIndex + part.upperBound],
          position)
      }
    } else {
      for (index, y) in zip(result.indices, rows) {
        if isWhole, let fields = sparse(columns.lowerBound, { position($0, y) })?.fields {
          add(fields, to: &result[index])
        } else {
          append(columns.lowerBound, columns.count, { position($0, y) }, to: &result[index])
        }
      }
    }
  }

  /// Whether the corners and the middle of some pixels lie so far beyond one side of the source
  /// that none of the pixels shows it.
  private func isNowhere(
    _ columns: Range<Int>, _ rows: Range<Int>, _ position: (Int, Int) -> ResampleTable.Position?
  ) -> Bool {
    let slack = Double(interpolation.reach) + 2
    var (left, right, above, below) = (true, true, true, true)
    let middle = (columns.lowerBound + columns.upperBound) / 2
    for y in [rows.lowerBound, rows.upperBound - 1] {
      for x in [columns.lowerBound, middle, columns.upperBound - 1] {
        guard let place = position(x, y) else { return false }
        left = left && place.x < -slack
        right = right && place.x > Double(source.width) + slack
        above = above && place.y < -slack
        below = below && place.y > Double(source.height) + slack
      }
    }
    return left || right || above || below
  }

  /// Adds a smooth block.
  private func add(_ fields: Parabolas, to row: inout Row) {
    // A row above and below for what lies between.
    for pixel in [0, 15, 31] {
      let place = Self.position(fields, pixel)
      need((place.x, place.y - 65536), &row)
      need((place.x, place.y + 65536), &row)
    }
    row.append(fields)
  }

  /// Positions of a block at 0, 15 and 30.
  fileprivate typealias Three = (x: SIMD4<Double>, y: SIMD4<Double>)

  /// The parabolas of a block whose positions are asked for at eight pixels; nil where they are off
  /// there, or come within some pixels of what is not inside.
  fileprivate func sparse(
    _ start: Int, _ position: (Int) -> ResampleTable.Position?
  ) -> (fields: Parabolas, three: Three)? {
    var (xs, ys) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    for i in 0..<8 {
      guard let place = position(start + Int(Self.asked[i])) else { return nil }
      (xs[i], ys[i]) = (place.x, place.y)
    }
    // Parabolas bend by less than a fifth of a pixel between two of the pixels.
    let slack = Double(interpolation.reach) + 2
    guard xs.min() >= slack, ys.min() >= slack, xs.max() < Double(source.width) - slack - 1,
      ys.max() < Double(source.height) - slack - 1
    else { return nil }
    let three = (x: SIMD4(xs[0], xs[3], xs[6], 0), y: SIMD4(ys[0], ys[3], ys[6], 0))
    guard let fields = Self.parabolas(three.x, three.y) else { return nil }
    let far = Self.places(fields[0], fields[1], fields[2]) - xs
    let low = Self.places(fields[3], fields[4], fields[5]) - ys
    let most = (far * far).max() + (low * low).max()
    return most <= Self.tolerance * Self.tolerance ? (fields, three) : nil
  }

  /// Columns or rows at the pixels that are asked for, as the kernels compute them.
  private static func places(_ first: Int32, _ slope: Int32, _ bend: Int32) -> SIMD8<Double> {
    let i = asked
    let places = (first &+ i &* slope &+ (i &* i &* bend) &>> 10) & ~1
    return SIMD8<Double>(places) / 65536
  }

  /// Whether a position is off by no more than is allowed.
  fileprivate static func isNear(
    _ place: (x: Int32, y: Int32), _ exact: ResampleTable.Position
  ) -> Bool {
    (Double(place.x) / 65536 - exact.x).magnitude <= tolerance
      && (Double(place.y) / 65536 - exact.y).magnitude <= tolerance
  }
}

/// A block in some rows.
private struct Patch {
  /// Its parabolas in each.
  private(set) var rows: [BlockFit.Parabolas] = []

  /// Nil where rows between are off, or not all is inside.
  init?(
    _ fit: BlockFit, _ start: Int, _ rows: Range<Int>,
    _ position: (Int, Int) -> ResampleTable.Position?
  ) {
    let (y, end) = (rows.lowerBound, rows.count - 1)
    let half = end / 2
    guard let first = fit.sparse(start, { position($0, y) })?.three,
      let middle = fit.sparse(start, { position($0, y + half) })?.three,
      let last = fit.sparse(start, { position($0, y + end) })?.three
    else { return nil }
    let (near, far) = (1 / Double(half), 1 / Double(end))
    let (bendX, slopeX) = Self.parabola(first.x, middle.x, last.x, near, far, half)
    let (bendY, slopeY) = Self.parabola(first.y, middle.y, last.y, near, far, half)
    self.rows.reserveCapacity(rows.count)
    for row in 0..<rows.count {
      let i = Double(row)
      guard
        let fields = BlockFit.parabolas(
          first.x + i * (slopeX + i * bendX), first.y + i * (slopeY + i * bendY))
      else { return nil }
      self.rows.append(fields)
    }
    // Halfway between the rows that were asked for.
    for row in [half / 2, (half + end) / 2] {
      for pixel in [0, 31] {
        guard let exact = position(start + pixel, y + row),
          BlockFit.isNear(BlockFit.position(self.rows[row], pixel), exact)
        else { return nil }
      }
    }
  }

  /// The bend and slope of the parabola through three rows.
  private static func parabola(
    _ first: SIMD4<Double>, _ middle: SIMD4<Double>, _ last: SIMD4<Double>, _ near: Double,
    _ far: Double, _ half: Int
  ) -> (bend: SIMD4<Double>, slope: SIMD4<Double>) {
    let (to, across) = ((middle - first) * near, (last - first) * far)
    let bend = (across - to) * (1 / (1 / far - 1 / near))
    return (bend, to - bend * Double(half))
  }
}
