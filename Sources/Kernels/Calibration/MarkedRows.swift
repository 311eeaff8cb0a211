import Raster

/// What is no data in some rows, while more is found out.
///
/// Rows without a mark are known as such; as long as there are none, nothing is written.
@safe struct MarkedRows: ~Copyable {
  /// The rows.
  let rows: Range<Int>
  private let marks: PlaneBuilder<UInt8>
  private var isMarked: [Bool]
  /// Whether the marks are written at all.
  private var isWritten = false

  /// The marks of some rows.
  ///
  /// - Parameters:
  ///   - validity: of the rows that the window holds.
  ///   - window: the rows that are held and wanted.
  ///   - reach: how many rows beside those that are wanted are kept.
  init(_ validity: Validity, _ window: RowWindow, reach: Int) {
    precondition(validity.size.height == window.held.count, "validity of the rows that are held")
    rows = window.near(by: reach)
    marks = PlaneBuilder(size: Size(validity.size.width, rows.count))
    isMarked = Array(repeating: false, count: rows.count)
    if let defects = validity.defects { add(defects, firstRow: window.held.lowerBound) }
  }

  /// Columns.
  var width: Int { marks.size.width }
  /// Samples from one row to the next.
  var stride: Int { marks.stride }

  /// The marks of the first row, nil where there are none.
  var base: UnsafePointer<UInt8>? { unsafe isWritten ? UnsafePointer(marks.base) : nil }

  private func row(_ y: Int) -> UnsafeMutablePointer<UInt8> {
    unsafe marks.base + (y - rows.lowerBound) * marks.stride
  }

  private mutating func write() {
    if isWritten { return }
    unsafe marks.base.update(repeating: 0, count: marks.stride * rows.count)
    isWritten = true
  }

  /// Adds the defects of a plane that holds these rows.
  ///
  /// - Parameters:
  ///   - defects: a byte of them a pixel.
  ///   - firstRow: which row of the picture its first one is.
  mutating func add(_ defects: Plane<UInt8>, firstRow: Int) {
    precondition(defects.width == marks.size.width, "rows of the same width")
    write()
    for y in rows {
      let (source, target) = unsafe (
        defects.base + (y - firstRow) * defects.stride, row(y)
      )
      var any: UInt8 = 0
      for x in 0..<defects.width {
        unsafe target[x] |= source[x]
        any |= unsafe target[x]
      }
      if any != 0 { isMarked[y - rows.lowerBound] = true }
    }
  }

  /// Adds a defect to one pixel; those of other rows are passed over.
  mutating func mark(_ x: Int, _ y: Int, _ defect: Defects) {
    guard rows.contains(y) else { return }
    precondition(x >= 0 && x < marks.size.width, "a pixel of the picture")
    write()
    unsafe row(y)[x] |= defect.rawValue
    isMarked[y - rows.lowerBound] = true
  }

  /// A row, at least one of whose pixels is going to be marked.
  mutating func toMark(_ y: Int) -> UnsafeMutablePointer<UInt8> {
    precondition(rows.contains(y), "one of these rows")
    write()
    isMarked[y - rows.lowerBound] = true
    return unsafe row(y)
  }

  /// Hands out the columns of a row with a defect.
  func forEach(_ defect: Defects, inRow y: Int, _ body: (Int) -> Void) {
    guard isMarked[y - rows.lowerBound] else { return }
    let row = unsafe row(y)
    unsafe forEachNonzero(of: row, in: 0..<marks.size.width) { x, mark in
      if mark & defect.rawValue != 0 { body(x) }
    }
  }

  /// Adds the columns within 3 px of which, in any direction, anything is marked.
  ///
  /// - Parameters:
  ///   - y: the row.
  ///   - scratch: room for a row.
  ///   - runs: ranges of columns, in order; gets more, grown together where they touch.
  func addRuns(
    around y: Int, _ scratch: UnsafeMutablePointer<UInt8>, to runs: inout [Range<Int>]
  ) {
    let near = max(rows.lowerBound, y - 3)..<min(rows.upperBound, y + 4)
    guard near.contains(where: { isMarked[$0 - rows.lowerBound] }) else { return }
    let width = marks.size.width
    unsafe scratch.update(repeating: 0, count: width)
    for line in near where isMarked[line - rows.lowerBound] {
      let row = unsafe row(line)
      for x in 0..<width { unsafe scratch[x] |= row[x] }
    }
    unsafe forEachNonzero(of: scratch, in: 0..<width) { x, _ in
      runs.grow(by: max(0, x - 3)..<min(width, x + 4))
    }
  }

  /// The marks, from now on unchangeable.
  consuming func finish() -> Validity {
    let (size, isWritten) = (marks.size, isWritten)
    return isWritten ? Validity(marks.finish()) : Validity(allValid: size)
  }
}

/// Hands out the bytes of a row that are not 0, and where they stand.
@inline(__always)
func forEachNonzero(
  of row: UnsafePointer<UInt8>, in columns: Range<Int>, _ body: (Int, UInt8) -> Void
) {
  var x = columns.lowerBound
  while x + 8 <= columns.upperBound {
    let bytes = unsafe UnsafeRawPointer(row + x)
    if x + 64 <= columns.upperBound,
      unsafe bytes.loadUnaligned(as: SIMD8<UInt64>.self) == SIMD8(repeating: 0)
    {
      x += 64
      continue
    }
    var word = unsafe UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    while word != 0 {
      let place = word.trailingZeroBitCount & ~7
      let byte = UInt8(truncatingIfNeeded: word &>> UInt64(place))
      body(x + place / 8, byte)
      word ^= UInt64(byte) &<< UInt64(place)
    }
    x += 8
  }
  while x < columns.upperBound {
    let byte = unsafe row[x]
    if byte != 0 { body(x, byte) }
    x += 1
  }
}

extension [Range<Int>] {
  /// Adds a range that does not begin before the last one.
  mutating func grow(by range: Range<Int>) {
    if let last = last, range.lowerBound <= last.upperBound {
      self[count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
    } else if !range.isEmpty {
      append(range)
    }
  }
}
