import Raster

/// Rows of numbers between margins, side by side: what kernels write and read together.
@safe final class FieldRow: Sendable {
  /// Numbers before the first column, and at least as many behind the last.
  static let margin = 16

  /// Where each row begins.
  let places: Places<Float>
  private let memory: Scratch<Float>
  private let stride: Int

  /// Rows of one number.
  init(_ width: Int, fields: Int, repeating value: Float = 0) {
    // Whole registers behind the last column are read and written.
    let stride = (width + 3 * Self.margin + 15) / 16 * 16
    self.stride = stride
    memory = Scratch(fields * stride, repeating: value)
    let base = unsafe memory.base + Self.margin
    places = unsafe Places((0..<fields).map { unsafe base + $0 * stride })
  }

  /// One of the rows.
  subscript(field: Int) -> UnsafeMutablePointer<Float> { unsafe places.base[field] }
}

/// The last few rows of a guide, of fields along it, and of its slopes: those within reach of the
/// row in work.
@safe struct FieldRing: ~Copyable {
  /// A guide's number beyond the picture, which is like no other.
  static let nowhere: Float = -3e6

  private let reach: Int
  private let height: Int
  private let fields: Int
  private let rows: [FieldRow]
  private let beyond: FieldRow
  private var next: Int?
  private let guides: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  private let sums: UnsafeMutablePointer<UnsafeMutablePointer<Float>>

  /// A ring for rows of a picture.
  ///
  /// - Parameters:
  ///   - size: of the picture.
  ///   - fields: how many go along with the guide.
  ///   - reach: how many rows above and below are looked at.
  init(_ size: Size, fields: Int, reach: Int) {
    self.reach = reach
    self.fields = fields
    height = size.height
    let count = 2 * reach + 1
    rows = (0..<count).map { _ in
      FieldRow(size.width, fields: fields + 2, repeating: Self.nowhere)
    }
    beyond = FieldRow(size.width, fields: fields + 1, repeating: Self.nowhere)
    unsafe guides = .allocate(capacity: count)
    unsafe sums = .allocate(capacity: count * fields)
  }

  deinit {
    unsafe guides.deallocate()
    unsafe sums.deallocate()
  }

  /// The rows of the picture that must be made before `row` can be worked on, in order.
  mutating func rowsToMake(for row: Int) -> Range<Int> {
    let first = max(0, next ?? row - reach)
    let end = min(height, row + reach + 1)
    next = end
    return first..<max(first, end)
  }

  /// The guide of a row, behind it its fields, and its slopes.
  func row(_ row: Int) -> FieldRow { rows[row % rows.count] }

  /// The slopes of a row.
  func slopes(_ row: Int) -> UnsafeMutablePointer<Float> { unsafe self.row(row)[fields + 1] }

  /// Guides and fields of all rows within reach of one, from the topmost on; until the next call.
  borrowing func around(
    _ row: Int
  ) -> (
    guides: UnsafePointer<UnsafeMutablePointer<Float>>,
    fields: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    for line in 0...2 * reach {
      let y = row - reach + line
      let held = (0..<height).contains(y) ? self.row(y) : beyond
      unsafe guides[line] = held[0]
      for field in 0..<fields { unsafe sums[line * fields + field] = held[field + 1] }
    }
    return unsafe (UnsafePointer(guides), UnsafePointer(sums))
  }
}
