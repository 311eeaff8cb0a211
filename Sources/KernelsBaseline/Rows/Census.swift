/// The census of a row: which of the 24 pixels around each are darker than it.
///
/// Bits stand in the order of reading; the first eight in the first byte of the three.
///
/// - Parameters:
///   - rows: five rows, each at its first column; two columns before it and registers behind the
///     last are read.
///   - direction: 1, or -1 where the rows are mirrored.
///   - results: three rows, written up to the next whole register.
///   - count: columns.
public func censusRow(
  _ rows: UnsafePointer<UnsafePointer<UInt8>>, _ direction: Int,
  _ results: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  var x = 0
  while x < count {
    let centre = unsafe bytesAt(rows[2] + x)
    unsafe store(
      darker(rows, x, direction, centre, (0, -2), 0)
        | darker(rows, x, direction, centre, (0, -1), 1)
        | darker(rows, x, direction, centre, (0, 0), 2)
        | darker(rows, x, direction, centre, (0, 1), 3)
        | darker(rows, x, direction, centre, (0, 2), 4)
        | darker(rows, x, direction, centre, (1, -2), 5)
        | darker(rows, x, direction, centre, (1, -1), 6)
        | darker(rows, x, direction, centre, (1, 0), 7),
      results[0] + x)
    unsafe store(
      darker(rows, x, direction, centre, (1, 1), 0) | darker(rows, x, direction, centre, (1, 2), 1)
        | darker(rows, x, direction, centre, (2, -2), 2)
        | darker(rows, x, direction, centre, (2, -1), 3)
        | darker(rows, x, direction, centre, (2, 1), 4)
        | darker(rows, x, direction, centre, (2, 2), 5)
        | darker(rows, x, direction, centre, (3, -2), 6)
        | darker(rows, x, direction, centre, (3, -1), 7),
      results[1] + x)
    unsafe store(
      darker(rows, x, direction, centre, (3, 0), 0) | darker(rows, x, direction, centre, (3, 1), 1)
        | darker(rows, x, direction, centre, (3, 2), 2)
        | darker(rows, x, direction, centre, (4, -2), 3)
        | darker(rows, x, direction, centre, (4, -1), 4)
        | darker(rows, x, direction, centre, (4, 0), 5)
        | darker(rows, x, direction, centre, (4, 1), 6)
        | darker(rows, x, direction, centre, (4, 2), 7),
      results[2] + x)
    x += disparityBytes
  }
}

/// A bit where a pixel of the surroundings is darker.
@_transparent
private func darker(
  _ rows: UnsafePointer<UnsafePointer<UInt8>>, _ x: Int, _ direction: Int, _ centre: DisparityLanes,
  _ place: (row: Int, column: Int), _ bit: Int
) -> DisparityLanes {
  let around = unsafe bytesAt(rows[place.row] + (x + place.column &* direction))
  let isDarker = lowerBytes(limitedByteDifference(centre, around), bytes(repeating: 1))
  return bytesLifted(isDarker, by: bit)
}
