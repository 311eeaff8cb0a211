/// Sums along a row over the pixels whose guide is like that of each pixel.
///
/// Two neighbours are alike where the square of the difference of their guides is at most a
/// tolerance. With the sums of these sums down a column, this is a window that does not reach over
/// steps of the guide, for the work of two lines (K. Zhang, J. Lu, G. Lafruit, "Cross-Based Local
/// Stereo Matching Using Orthogonal Integral Images", 2009).
///
/// - Parameters:
///   - guide: a row; `reach` columns before it and behind whole registers are read.
///   - fields: two or five rows, read as far.
///   - isFive: whether there are five.
///   - reach: how far a window goes to each side.
///   - tolerance: the largest square of a difference.
///   - sums: as many rows, written up to whole registers.
///   - count: columns.
public func alikeRowSums(
  _ guide: UnsafePointer<Float>, _ fields: UnsafePointer<UnsafeMutablePointer<Float>>,
  _ isFive: Bool,
  _ reach: Int, _ tolerance: Float, _ sums: UnsafePointer<UnsafeMutablePointer<Float>>,
  _ count: Int
) {
  if isFive {
    unsafe alikeRow(guide, fields, reach, tolerance, sums, count, isFive: true)
  } else {
    unsafe alikeRow(guide, fields, reach, tolerance, sums, count, isFive: false)
  }
}

@_transparent
private func alikeRow(
  _ guide: UnsafePointer<Float>, _ fields: UnsafePointer<UnsafeMutablePointer<Float>>, _ reach: Int,
  _ tolerance: Float, _ sums: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int,
  isFive: Bool
) {
  var x = 0
  while x < count {
    let own = unsafe floatsAt(guide + x)
    var total = FieldSums()
    for step in -reach...reach {
      let place = x &+ step
      let alike = unsafe isAlike(own, floatsAt(guide + place), tolerance)
      unsafe total.add(alike, fields, place, isFive)
    }
    unsafe total.store(sums, x, isFive)
    x &+= FloatLanes.scalarCount
  }
}

/// Sums down the columns, in the same way.
///
/// - Parameters:
///   - guides: the guide's rows from the topmost, `2 · reach + 1` of them.
///   - fields: two or five rows for each of these, one row after the other.
///   - isFive: whether there are five.
///   - reach: how far a window goes up and down.
///   - tolerance: the largest square of a difference.
///   - sums: two or five rows, written up to whole registers.
///   - count: columns.
public func alikeColumnSums(
  _ guides: UnsafePointer<UnsafeMutablePointer<Float>>,
  _ fields: UnsafePointer<UnsafeMutablePointer<Float>>,
  _ isFive: Bool, _ reach: Int, _ tolerance: Float,
  _ sums: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int
) {
  if isFive {
    unsafe alikeColumns(guides, fields, reach, tolerance, sums, count, isFive: true)
  } else {
    unsafe alikeColumns(guides, fields, reach, tolerance, sums, count, isFive: false)
  }
}

@_transparent
private func alikeColumns(
  _ guides: UnsafePointer<UnsafeMutablePointer<Float>>,
  _ fields: UnsafePointer<UnsafeMutablePointer<Float>>,
  _ reach: Int, _ tolerance: Float, _ sums: UnsafePointer<UnsafeMutablePointer<Float>>,
  _ count: Int, isFive: Bool
) {
  var x = 0
  while x < count {
    let own = unsafe floatsAt(guides[reach] + x)
    var total = FieldSums()
    for line in 0...2 &* reach {
      let alike = unsafe isAlike(own, floatsAt(guides[line] + x), tolerance)
      unsafe total.add(alike, fields + line &* (isFive ? 5 : 2), x, isFive)
    }
    unsafe total.store(sums, x, isFive)
    x &+= FloatLanes.scalarCount
  }
}

@_transparent
private func isAlike(_ a: FloatLanes, _ b: FloatLanes, _ tolerance: Float) -> LaneSet {
  let difference = floatDifference(a, b)
  return laneSet(
    floatProduct(difference, difference) .<= FloatLanes(repeating: tolerance))
}

/// Sums of up to five fields.
private struct FieldSums {
  private var first = FloatLanes(repeating: 0)
  private var second = FloatLanes(repeating: 0)
  private var third = FloatLanes(repeating: 0)
  private var fourth = FloatLanes(repeating: 0)
  private var fifth = FloatLanes(repeating: 0)

  @_transparent
  init() {}

  /// Adds what stands at a place of each field, where it is alike.
  @_transparent
  mutating func add(
    _ alike: LaneSet, _ fields: UnsafePointer<UnsafeMutablePointer<Float>>, _ x: Int, _ isFive: Bool
  ) {
    let none = FloatLanes(repeating: 0)
    unsafe first = floatSum(first, chosen(alike, floatsAt(fields[0] + x), none))
    unsafe second = floatSum(second, chosen(alike, floatsAt(fields[1] + x), none))
    if isFive {
      unsafe third = floatSum(third, chosen(alike, floatsAt(fields[2] + x), none))
      unsafe fourth = floatSum(fourth, chosen(alike, floatsAt(fields[3] + x), none))
      unsafe fifth = floatSum(fifth, chosen(alike, floatsAt(fields[4] + x), none))
    }
  }

  @_transparent
  func store(_ sums: UnsafePointer<UnsafeMutablePointer<Float>>, _ x: Int, _ isFive: Bool) {
    unsafe put(first, sums[0] + x)
    unsafe put(second, sums[1] + x)
    if isFive {
      unsafe put(third, sums[2] + x)
      unsafe put(fourth, sums[3] + x)
      unsafe put(fifth, sums[4] + x)
    }
  }
}

@_transparent
private func floatsAt(_ source: UnsafePointer<Float>) -> FloatLanes {
  unsafe UnsafeRawPointer(source).loadUnaligned(as: FloatLanes.self)
}

@_transparent
private func put(_ value: FloatLanes, _ target: UnsafeMutablePointer<Float>) {
  unsafe UnsafeMutableRawPointer(target).storeBytes(of: value, as: FloatLanes.self)
}
