/// Sums along a row over the pixels whose guide is like that of each pixel.
///
/// Two pixels are alike where the guide of one lies, within a tolerance, where the slope of the
/// other leads: both lie on one surface, however it is inclined. Without the slope, windows on
/// inclined ground would hold one step of whole disparities each, and sharpen the steps. With the
/// sums of these sums down a column, this is a window that does not reach over edges, for the work
/// of two lines (K. Zhang, J. Lu, G. Lafruit, "Cross-Based Local Stereo Matching Using Orthogonal
/// Integral Images", 2009).
///
/// - Parameters:
///   - guide: a row; `reach` columns before it and behind whole registers are read.
///   - slopes: by how much the guide grows from each pixel to the next.
///   - fields: two or five rows, read as far as the guide. Of two, the first is how many pixels the
///     second holds, which is a sum of guides: each is led back along the slope.
///   - isFive: whether there are five.
///   - reach: how far a window goes to each side.
///   - tolerance: the largest square of a difference.
///   - sums: as many rows, written up to whole registers.
///   - count: columns.
public func alikeRowSums(
  _ guide: UnsafePointer<Float>, _ slopes: UnsafePointer<Float>, _ fields: FieldPlaces,
  _ isFive: Bool, _ reach: Int, _ tolerance: Float, _ sums: FieldPlaces, _ count: Int
) {
  if isFive {
    unsafe alikeRow(guide, slopes, fields, reach, tolerance, sums, count, isFive: true)
  } else {
    unsafe alikeRow(guide, slopes, fields, reach, tolerance, sums, count, isFive: false)
  }
}

/// Where rows of fields begin.
public typealias FieldPlaces = UnsafePointer<UnsafeMutablePointer<Float>>

@_transparent
private func alikeRow(
  _ guide: UnsafePointer<Float>, _ slopes: UnsafePointer<Float>, _ fields: FieldPlaces,
  _ reach: Int, _ tolerance: Float, _ sums: FieldPlaces, _ count: Int, isFive: Bool
) {
  var x = 0
  while x < count {
    let (own, slope) = unsafe (load(guide + x), load(slopes + x))
    var total = FieldSums()
    for step in -reach...reach {
      let place = x &+ step
      let way = floatProduct(slope, FloatLanes(repeating: Float(step)))
      let alike = unsafe isAlike(floatSum(own, way), load(guide + place), tolerance)
      unsafe total.add(alike, fields, place, way, isFive)
    }
    unsafe total.write(sums, x, isFive)
    x &+= FloatLanes.scalarCount
  }
}

/// Sums down the columns, in the same way.
///
/// - Parameters:
///   - guides: the guide's rows from the topmost, `2 · reach + 1` of them.
///   - slopes: by how much the guide grows from each pixel to that below.
///   - fields: two or five rows for each of these, one row after the other.
///   - isFive: whether there are five.
///   - reach: how far a window goes up and down.
///   - tolerance: the largest square of a difference.
///   - sums: two or five rows, written up to whole registers.
///   - count: columns.
public func alikeColumnSums(
  _ guides: FieldPlaces, _ slopes: UnsafePointer<Float>, _ fields: FieldPlaces, _ isFive: Bool,
  _ reach: Int, _ tolerance: Float, _ sums: FieldPlaces, _ count: Int
) {
  if isFive {
    unsafe alikeColumns(guides, slopes, fields, reach, tolerance, sums, count, isFive: true)
  } else {
    unsafe alikeColumns(guides, slopes, fields, reach, tolerance, sums, count, isFive: false)
  }
}

@_transparent
private func alikeColumns(
  _ guides: FieldPlaces, _ slopes: UnsafePointer<Float>, _ fields: FieldPlaces, _ reach: Int,
  _ tolerance: Float, _ sums: FieldPlaces, _ count: Int, isFive: Bool
) {
  var x = 0
  while x < count {
    let (own, slope) = unsafe (load(guides[reach] + x), load(slopes + x))
    var total = FieldSums()
    for line in 0...2 &* reach {
      let way = floatProduct(slope, FloatLanes(repeating: Float(line &- reach)))
      let alike = unsafe isAlike(floatSum(own, way), load(guides[line] + x), tolerance)
      unsafe total.add(alike, fields + line &* (isFive ? 5 : 2), x, way, isFive)
    }
    unsafe total.write(sums, x, isFive)
    x &+= FloatLanes.scalarCount
  }
}

/// By how much a guide grows from pixel to pixel along a row, fitted over as many neighbours on
/// both sides as are connected with each pixel.
///
/// Neighbours are connected where no step between one and the next is larger than a limit. A line
/// is fitted by least squares; where fewer than two neighbours on each side are connected, the
/// slope is 0, and it is at most one disparity a pixel.
///
/// - Parameters:
///   - guide: a row; `reach` columns before it and behind whole registers are read.
///   - reach: how far neighbours go to each side.
///   - limit: the largest square of a step.
///   - slopes: gets the slopes, up to whole registers.
///   - count: columns.
public func rowSlopes(
  _ guide: UnsafePointer<Float>, _ reach: Int, _ limit: Float,
  _ slopes: UnsafeMutablePointer<Float>, _ count: Int
) {
  var x = 0
  while x < count {
    let own = unsafe load(guide + x)
    var fit = SlopeFit(own)
    for step in 1...reach {
      unsafe fit.add(
        load(guide + (x &- step)), load(guide + (x &+ step)), Float(step), limit)
    }
    unsafe store(fit.slope, slopes + x)
    x &+= FloatLanes.scalarCount
  }
}

/// Slopes down the columns, in the same way.
///
/// - Parameters:
///   - guides: the guide's rows from the topmost, `2 · reach + 1` of them.
///   - reach: how far neighbours go up and down.
///   - limit: the largest square of a step.
///   - slopes: gets the slopes, up to whole registers.
///   - count: columns.
public func columnSlopes(
  _ guides: FieldPlaces, _ reach: Int, _ limit: Float, _ slopes: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  var x = 0
  while x < count {
    let own = unsafe load(guides[reach] + x)
    var fit = SlopeFit(own)
    for step in 1...reach {
      unsafe fit.add(
        load(guides[reach &- step] + x), load(guides[reach &+ step] + x), Float(step),
        limit)
    }
    unsafe store(fit.slope, slopes + x)
    x &+= FloatLanes.scalarCount
  }
}

/// A line through connected neighbours on both sides.
private struct SlopeFit {
  private var connected: LaneSet
  private var before: FloatLanes
  private var behind: FloatLanes
  private var moment = FloatLanes(repeating: 0)
  private var weight = FloatLanes(repeating: 0)

  @_transparent
  init(_ own: FloatLanes) {
    before = own
    behind = own
    connected = laneSet(own .== own)
  }

  /// Adds the neighbours at one distance.
  @_transparent
  mutating func add(_ near: FloatLanes, _ far: FloatLanes, _ step: Float, _ limit: Float) {
    let none = FloatLanes(repeating: 0)
    connected = both(
      connected, both(isAlike(before, near, limit), isAlike(behind, far, limit)))
    before = near
    behind = far
    let distance = FloatLanes(repeating: step)
    moment = floatSum(
      moment, chosen(connected, floatProduct(floatDifference(far, near), distance), none))
    weight = floatSum(
      weight, chosen(connected, FloatLanes(repeating: 2 * step * step), none))
  }

  /// The slope of the line.
  @_transparent
  var slope: FloatLanes {
    let (none, one) = (FloatLanes(repeating: 0), FloatLanes(repeating: 1))
    // Two neighbours on each side: 2 · (1² + 2²).
    let isFitted = laneSet(weight .>= FloatLanes(repeating: 10))
    let slope = floatQuotient(moment, chosen(isFitted, weight, one))
    let limited = FloatOrder.low(FloatOrder.high(slope, none - one), one)
    return chosen(isFitted, limited, none)
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

  /// Adds what stands at a place of each field, where it is alike; guides are led back.
  @_transparent
  mutating func add(
    _ alike: LaneSet, _ fields: FieldPlaces, _ x: Int, _ way: FloatLanes, _ isFive: Bool
  ) {
    let none = FloatLanes(repeating: 0)
    let (one, two) = unsafe (load(fields[0] + x), load(fields[1] + x))
    first = floatSum(first, chosen(alike, one, none))
    let here = isFive ? two : floatDifference(two, floatProduct(way, one))
    second = floatSum(second, chosen(alike, here, none))
    if isFive {
      unsafe third = floatSum(third, chosen(alike, load(fields[2] + x), none))
      unsafe fourth = floatSum(fourth, chosen(alike, load(fields[3] + x), none))
      unsafe fifth = floatSum(fifth, chosen(alike, load(fields[4] + x), none))
    }
  }

  @_transparent
  func write(_ sums: FieldPlaces, _ x: Int, _ isFive: Bool) {
    unsafe store(first, sums[0] + x)
    unsafe store(second, sums[1] + x)
    if isFive {
      unsafe store(third, sums[2] + x)
      unsafe store(fourth, sums[3] + x)
      unsafe store(fifth, sums[4] + x)
    }
  }
}
