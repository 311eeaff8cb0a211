/// Which neighbours a sweep comes from.
public let alongOnly = 0
/// The one before in the row, and both corners of the row before.
public let alongAndCorners = 1
/// The one before in the row, and all three of the row before.
public let alongAndThree = 2
/// All three of the row before.
public let threeOnly = 3

/// The least costs of ways that end at some pixels of a row, one way from each neighbour.
///
/// With L the cost of the way from the neighbour p − r (H. Hirschmüller, "Stereo Processing by
/// Semiglobal Matching and Mutual Information", IEEE PAMI 30, 2008, equations 13 and 14):
///
///     L(p, d) = C(p, d) + min(L(p − r, d), L(p − r, d ± 1) + P1, min L(p − r, ·) + P2)
///               − min L(p − r, ·)
///     S(p, d) = Σ L(p, d) over the ways
///
/// P2 is less where grey changes from the neighbour to the pixel.
///
/// 1. L fits into a byte, as it is at most the largest cost and P2; two of them still do, so that
///    sums of two are made in bytes and only then widened.
/// 2. Rows of L are replaced in place: what the next register looks at is read before this one is
///    written. The way from the corner that was passed goes into the place that it came from, so
///    that its row moves by one pixel from row to row.
/// 3. `along` is written and read at once; the other ways give the processor something to do
///    meanwhile.
///
/// Pixels are counted along the sweep: from the left, or where `direction` is -1 from the right.
///
/// - Parameters:
///   - ways: one of the constants above.
///   - costs: of column 0 of the row.
///   - sums: of column 0 of the row; added to where `adds`, else written.
///   - adds: whether there are sums already.
///   - lines: L of the way along, of two pixels that take turns; then the rows of L from the corner
///     behind (where the neighbour of pixel 0 stands), from above, from the corner ahead.
///   - leasts: the least L of each pixel, for the same five.
///   - greys: grey of the row and of the row before, at column 0; a column before the first and one
///     behind the last are read.
///   - penalties: P2 of each difference of grey; twice the largest cost and P2 fit into a byte.
///   - smallStep: P1, at most the least P2.
///   - marks: 255 for the first disparity, else 0; behind that 255 for the last, else 0.
///   - first: the first pixel.
///   - count: how many.
///   - direction: 1 or -1.
///   - width: columns of the row.
///   - disparities: a multiple of 64.
public func semiGlobalSpan(
  _ ways: Int, _ costs: UnsafePointer<UInt8>, _ sums: UnsafeMutablePointer<UInt16>, _ adds: Bool,
  _ lines: UnsafePointer<UnsafeMutablePointer<UInt8>>,
  _ leasts: UnsafePointer<UnsafeMutablePointer<UInt8>>,
  _ greys: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ penalties: UnsafePointer<UInt8>,
  _ smallStep: UInt8, _ marks: UnsafePointer<UInt8>, _ first: Int, _ count: Int,
  _ direction: Int, _ width: Int, _ disparities: Int
) {
  switch ways {
  case alongOnly:
    unsafe sweep(
      costs, sums, adds, lines, leasts, greys, penalties, smallStep, marks, first, count,
      direction, width, disparities, along: true, corners: false, above: false)
  case alongAndCorners:
    unsafe sweep(
      costs, sums, adds, lines, leasts, greys, penalties, smallStep, marks, first, count,
      direction, width, disparities, along: true, corners: true, above: false)
  case alongAndThree:
    unsafe sweep(
      costs, sums, adds, lines, leasts, greys, penalties, smallStep, marks, first, count,
      direction, width, disparities, along: true, corners: true, above: true)
  default:
    unsafe sweep(
      costs, sums, adds, lines, leasts, greys, penalties, smallStep, marks, first, count,
      direction, width, disparities, along: false, corners: true, above: true)
  }
}

@_transparent
private func sweep(
  _ costs: UnsafePointer<UInt8>, _ sums: UnsafeMutablePointer<UInt16>, _ adds: Bool,
  _ lines: UnsafePointer<UnsafeMutablePointer<UInt8>>,
  _ leasts: UnsafePointer<UnsafeMutablePointer<UInt8>>,
  _ greys: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ penalties: UnsafePointer<UInt8>,
  _ smallStep: UInt8, _ marks: UnsafePointer<UInt8>, _ first: Int, _ count: Int,
  _ direction: Int, _ width: Int, _ disparities: Int, along: Bool, corners: Bool, above: Bool
) {
  let step = bytes(repeating: smallStep)
  for pixel in first..<first + count {
    let x = direction > 0 ? pixel : width - 1 - pixel
    let (cost, sum) = unsafe (costs + x * disparities, sums + x * disparities)
    let (now, before) = (pixel & 1, ~pixel & 1)
    // Ways that are not taken have no rows.
    let (corner, next) = corners ? (pixel, pixel + 1) : (0, 0)
    let top = above ? pixel : 0
    let (row, earlier) = unsafe (greys[0] + x, greys[1] + x)
    let grey = unsafe row[0]

    var line = unsafe Way(
      lines[before], lines[now], leasts[before][0], penalties, grey, row[-direction])
    var behind = unsafe Way(
      lines[2] + corner * disparities, lines[2] + corner * disparities, leasts[2][corner],
      penalties, grey, earlier[-direction])
    var upper = unsafe Way(
      lines[3] + top * disparities, lines[3] + top * disparities, leasts[3][top], penalties, grey,
      earlier[0])
    var ahead = unsafe Way(
      lines[4] + next * disparities, lines[4] + corner * disparities, leasts[4][next], penalties,
      grey, earlier[direction])

    var d = 0
    while d < disparities {
      let here = unsafe bytesAt(cost + d)
      let (start, end) = unsafe (bytesAt(marks + d), bytesAt(marks + (disparities + d)))
      var some = bytes(repeating: 0)
      var others = some
      if along { some = line.next(d, here, step, start, end) }
      if above { some = limitedByteSum(some, upper.next(d, here, step, start, end)) }
      if corners {
        others = limitedByteSum(
          behind.next(d, here, step, start, end), ahead.next(d, here, step, start, end))
      }
      if along {
        let half = disparityBytes / 2
        unsafe put(wordSum(firstWords(some), firstWords(others)), sum + d, adds)
        unsafe put(wordSum(secondWords(some), secondWords(others)), sum + (d + half), adds)
      }
      d += disparityBytes
    }

    if along { unsafe leasts[now][0] = leastByte(line.least) }
    if corners {
      unsafe leasts[2][pixel] = leastByte(behind.least)
      unsafe leasts[4][pixel] = leastByte(ahead.least)
    }
    if above { unsafe leasts[3][pixel] = leastByte(upper.least) }
  }
}

/// The way from one neighbour to a pixel.
private struct Way {
  private let source: UnsafePointer<UInt8>
  private let target: UnsafeMutablePointer<UInt8>
  /// The least L of the neighbour, and that with P2.
  private let (base, jump): (DisparityLanes, DisparityLanes)
  /// L of the neighbour, one disparity less than what comes next.
  private var nearer: DisparityLanes
  /// The least L of the pixel so far, in each lane.
  private(set) var least = bytes(repeating: 255)

  @_transparent
  init(
    _ source: UnsafeMutablePointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>, _ base: UInt8,
    _ penalties: UnsafePointer<UInt8>, _ grey: UInt8, _ other: UInt8
  ) {
    unsafe self.source = UnsafePointer(source)
    unsafe self.target = target
    let difference = grey > other ? grey &- other : other &- grey
    self.base = bytes(repeating: base)
    jump = unsafe bytes(repeating: base &+ penalties[Int(difference)])
    nearer = unsafe bytesAt(self.source - 1)
  }

  /// L of the next register of disparities.
  @_transparent
  mutating func next(
    _ d: Int, _ cost: DisparityLanes, _ step: DisparityLanes, _ start: DisparityLanes,
    _ end: DisparityLanes
  ) -> DisparityLanes {
    // Beyond the first and the last disparity stands another pixel.
    let further = unsafe bytesAt(source + (d + 1)) | end
    let stepped = limitedByteSum(lowerBytes(nearer | start, further), step)
    let same = unsafe bytesAt(source + d)
    let best = byteDifference(lowerBytes(lowerBytes(same, stepped), jump), base)
    let result = limitedByteSum(best, cost)
    nearer = unsafe bytesAt(source + (d + disparityBytes - 1))
    unsafe store(result, target + d)
    least = lowerBytes(least, result)
    return result
  }
}

/// Writes sums, or adds to them.
@_transparent
private func put(_ value: DisparityLanes, _ sums: UnsafeMutablePointer<UInt16>, _ adds: Bool) {
  unsafe store(adds ? wordSum(value, wordsAt(UnsafePointer(sums))) : value, sums)
}
