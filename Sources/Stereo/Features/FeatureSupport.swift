import Raster

/// Which features see nothing but data.
struct FeatureSupport {
  /// For each row how many pixels are missing before each column.
  private let before: Plane<Int32>?
  private let size: Size

  /// What is missing in a picture.
  init(_ validity: Validity) {
    size = validity.size
    before = validity.defects.map { defects in
      Plane<Int32>(size: Size(defects.width + 1, defects.height)) { y, row in
        let marks = defects.row(y)
        var count: Int32 = 0
        row[0] = 0
        for x in marks.indices {
          count += marks[x] == 0 ? 0 : 1
          row[x + 1] = count
        }
      }
    }
  }

  /// Whether no pixel of a turned square is missing; what lies beyond the picture is not missing.
  ///
  /// - Parameters:
  ///   - x: column of its middle.
  ///   - y: row of its middle.
  ///   - half: half its side, in pixels.
  ///   - turn: cosine and sine of its direction.
  /// - Returns: false where any is missing.
  func isKnown(_ x: Double, _ y: Double, half: Double, _ turn: (cos: Double, sin: Double)) -> Bool {
    guard let before else { return true }
    let reach = half * (turn.cos.magnitude + turn.sin.magnitude)
    let first = max(0, Int((y - reach).rounded(.down)))
    let last = min(size.height - 1, Int((y + reach).rounded(.up)))
    guard first <= last else { return true }
    for row in first...last {
      let down = Double(row) - y
      var (left, right) = (-reach, reach)
      Self.limit(&left, &right, turn.cos, down * turn.sin, half)
      Self.limit(&left, &right, -turn.sin, down * turn.cos, half)
      let start = max(0, Int((x + left).rounded(.down)))
      let end = min(size.width, Int((x + right).rounded(.up)) + 1)
      if start < end, before[end, row] > before[start, row] { return false }
    }
    return true
  }

  /// Keeps of a range the `t` with `|a·t + b| ≤ half`, a pixel more on each side.
  private static func limit(
    _ left: inout Double, _ right: inout Double, _ a: Double, _ b: Double, _ half: Double
  ) {
    let room = half + 1
    guard a.magnitude > 1e-9 else {
      if b.magnitude > room { (left, right) = (0, -2) }
      return
    }
    let (p, q) = ((-room - b) / a, (room - b) / a)
    left = max(left, min(p, q))
    right = min(right, max(p, q))
  }
}
