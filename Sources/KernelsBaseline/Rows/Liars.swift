/// The search for pixels of a mosaic that lie, one row at a time.
///
/// Most pixels are like the two beside them, and a register of those is left after one pair; few
/// registers get as far as the pixels of other colours. Nothing here knows of edges or of pixels
/// that are no data: whoever calls it decides on those.

@_transparent
private func higher(_ a: Numbers, _ b: Numbers) -> Numbers { b.replacing(with: a, where: a .> b) }

@_transparent
private func lower(_ a: Numbers, _ b: Numbers) -> Numbers { b.replacing(with: a, where: a .< b) }

/// The lanes in which the first number is above the second.
@_transparent
private func isAbove(_ a: Numbers, _ b: Numbers) -> LaneSet { laneSet(a .> b) }

/// The bits of the lanes of the first `count` columns, of all lanes where there are more.
@_transparent
private func laneBits(below count: Int) -> UInt32 {
  count >= FloatLanes.scalarCount ? .max : (1 << UInt32(truncatingIfNeeded: count)) - 1
}

/// Two opposite pixels of the colour of the one between: higher, lower, whether that is above both,
/// what is between two such pixels by noise, and by how much it is away from the farther one.
private typealias PairStand = (
  high: Numbers, low: Numbers, isHot: LaneSet, light: Numbers, noise: Numbers, bound: Numbers,
  far: Numbers
)

@_transparent
private func stand(
  _ c: Numbers, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ noise: SIMD4<Float>
) -> PairStand {
  let (first, second) = unsafe (Numbers(a), Numbers(b))
  let (high, low) = (higher(first, second), lower(first, second))
  let isHot = isAbove(c, high)
  let light = chosen(isHot, high, low).atLeast(0)
  let scatter = light * noise.y + noise.x
  return (
    high, low, isHot, light, scatter, scatter * noise.z, higher(high - c, c - low)
  )
}

/// Tells by how much pixels stand out from a pair of their colour while they are like none.
///
/// These are conditions 1 and 2 of `BadPixelFilter`, and, with `h` and `l` the higher and the
/// lower of a pair, `m` the lowest `h`, `q` the highest `l`, `w` the lowest `max(h − c, c − l)` and
/// `T²(light) = variance + slope · max(light, 0)`: either `c − m > T(m)` and `w > T(m)`, or
/// `q − c > T(q)` and `w > T(q)`.
///
/// - Parameters:
///   - above: two rows above, with a margin of 2 on both sides; centre and below likewise; up to
///     the next multiple of the lanes behind the margin is read.
///   - centre: the row.
///   - below: two rows below.
///   - width: columns.
///   - noise: variance without light, variance per light, and the square of the threshold.
///   - bounds: the two variances, each times that square.
///   - excesses: gets by how much each pixel stands out, below 0 where it is too dark, 0 where it
///     does not; written up to the next multiple of the lanes, like those that follow.
///   - levels: gets the light of the pair that says so, where any pixel of a register stands out.
///   - scatters: gets the variance of its noise, likewise.
///   - marks: gets 1 where a pixel stands out, else 0.
/// - Returns: how many pixels stand out.
public func outstandingRow(
  _ above: UnsafePointer<Float>, _ centre: UnsafePointer<Float>, _ below: UnsafePointer<Float>,
  _ width: Int, _ noise: SIMD4<Float>, _ bounds: SIMD2<Float>,
  _ excesses: UnsafeMutablePointer<Float>, _ levels: UnsafeMutablePointer<Float>,
  _ scatters: UnsafeMutablePointer<Float>, _ marks: UnsafeMutablePointer<UInt8>
) -> Int {
  let none = Numbers(repeating: 0)
  var count = 0
  var x = 0
  while x < width {
    unsafe store(none, excesses + x)
    unsafe storeMarks(noLanes, marks + x)
    let found = unsafe outstanding(
      above + x, centre + x, below + x, width - x, noise, bounds, excesses + x, levels + x,
      scatters + x, marks + x)
    count += found
    x += FloatLanes.scalarCount
  }
  return count
}

/// One register of ``outstandingRow(_:_:_:_:_:_:_:_:_:_:)``.
@_transparent
private func outstanding(
  _ above: UnsafePointer<Float>, _ centre: UnsafePointer<Float>, _ below: UnsafePointer<Float>,
  _ width: Int, _ noise: SIMD4<Float>, _ bounds: SIMD2<Float>,
  _ excesses: UnsafeMutablePointer<Float>, _ levels: UnsafeMutablePointer<Float>,
  _ scatters: UnsafeMutablePointer<Float>, _ marks: UnsafeMutablePointer<UInt8>
) -> Int {
  let c = unsafe Numbers(centre)
  let first = unsafe stand(c, centre - 2, centre + 2, noise)
  var isLeft = isAbove(first.far * first.far, first.bound)
  if laneBits(isLeft) == 0 { return 0 }
  let second = unsafe stand(c, above, below, noise)
  isLeft = both(isLeft, isAbove(second.far * second.far, second.bound))
  if laneBits(isLeft) == 0 { return 0 }
  let third = unsafe stand(c, above - 2, below + 2, noise)
  let fourth = unsafe stand(c, above + 2, below - 2, noise)
  isLeft = both(isLeft, isAbove(third.far * third.far, third.bound))
  isLeft = both(isLeft, isAbove(fourth.far * fourth.far, fourth.bound))
  if laneBits(isLeft) == 0 { return 0 }

  let m = lower(lower(first.high, second.high), lower(third.high, fourth.high))
  let q = higher(higher(first.low, second.low), higher(third.low, fourth.low))
  let nearest = lower(lower(first.far, second.far), lower(third.far, fourth.far))
  let none = Numbers(repeating: 0)
  let (over, under) = (c - m, q - c)
  let hot = m.atLeast(0) * bounds.y + bounds.x
  let dead = q.atLeast(0) * bounds.y + bounds.x
  let isOver = both(isAbove(over, none), isAbove(over * over, hot))
  let isUnder = both(isAbove(under, none), isAbove(under * under, dead))
  isLeft = both(isLeft, oneOf(isOver, isUnder))
  isLeft = both(isLeft, isAbove(nearest * nearest, chosen(isOver, hot, dead)))
  if laneBits(isLeft) == 0 { return 0 }

  var (excess, level, scatter) = (none, none, none)
  var (isHot, isDead) = (noLanes, noLanes)
  @_transparent func consider(_ pair: PairStand) {
    let beyond = chosen(pair.isHot, c - pair.high, pair.low - c)
    let isOut = both(isAbove(beyond, none), isAbove(beyond * beyond, pair.bound))
    isHot = either(isHot, both(isOut, pair.isHot))
    isDead = either(isDead, without(isOut, pair.isHot))
    let isFar = both(isOut, isAbove(beyond, (pair.high - pair.low) * 2))
    let isMore = both(isFar, isAbove(beyond, excess))
    excess = chosen(isMore, beyond, excess)
    level = chosen(isMore, pair.light, level)
    scatter = chosen(isMore, pair.noise, scatter)
  }
  consider(first)
  consider(second)
  consider(third)
  consider(fourth)
  isLeft = both(both(isLeft, oneOf(isHot, isDead)), isAbove(excess, none))
  let bits = laneBits(isLeft) & laneBits(below: width)
  if bits == 0 { return 0 }
  unsafe store(chosen(isLeft, chosen(isHot, excess, none - excess), none), excesses)
  unsafe store(level, levels)
  unsafe store(scatter, scatters)
  unsafe storeMarks(isLeft, marks)
  return bits.nonzeroBitCount
}

/// The lowest of the higher and the highest of the lower ones of the four pairs around each pixel.
///
/// - Parameters:
///   - above: two rows above, with a margin of 2 on both sides; centre and below likewise.
///   - centre: the row.
///   - below: two rows below.
///   - width: columns.
///   - leastHigh: gets the lowest of the higher ones.
///   - greatestLow: gets the highest of the lower ones.
public func pairBoundsRow(
  _ above: UnsafePointer<Float>, _ centre: UnsafePointer<Float>, _ below: UnsafePointer<Float>,
  _ width: Int, _ leastHigh: UnsafeMutablePointer<Float>,
  _ greatestLow: UnsafeMutablePointer<Float>
) {
  var x = 0
  while x < width {
    let (w, e) = unsafe (Numbers(centre + (x - 2)), Numbers(centre + (x + 2)))
    let (n, s) = unsafe (Numbers(above + x), Numbers(below + x))
    let (nw, se) = unsafe (Numbers(above + (x - 2)), Numbers(below + (x + 2)))
    let (ne, sw) = unsafe (Numbers(above + (x + 2)), Numbers(below + (x - 2)))
    let m = lower(lower(higher(w, e), higher(n, s)), lower(higher(nw, se), higher(ne, sw)))
    let q = higher(higher(lower(w, e), lower(n, s)), higher(lower(nw, se), lower(ne, sw)))
    unsafe store(m, leastHigh + x)
    unsafe store(q, greatestLow + x)
    x += FloatLanes.scalarCount
  }
}

/// Tells of pixels that stand out whether one beside them, of another colour, does as well.
///
/// Condition 3 of `BadPixelFilter`. Of the four pairs of a pixel beside, the one that it stands out
/// from most decides, but for rounding and where there is no light.
///
/// - Parameters:
///   - rows: of light: the row above, the row, the row below.
///   - leastHighs: what ``pairBoundsRow(_:_:_:_:_:_:)`` gives of these rows.
///   - greatestLows: likewise.
///   - width: columns.
///   - excesses: what ``outstandingRow(_:_:_:_:_:_:_:_:_:_:)`` gives; levels and scatters likewise.
///   - levels: the light of the pair that a pixel stands out from.
///   - scatters: the variance of its noise.
///   - marks: gets 1 where a pixel stands out alone, else 0.
///   - unsure: gets 1 where that must be looked at more closely, else 0.
/// - Returns: how many of each there are.
public func lonelyRow(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ leastHighs: UnsafePointer<UnsafePointer<Float>>,
  _ greatestLows: UnsafePointer<UnsafePointer<Float>>, _ width: Int,
  _ excesses: UnsafePointer<Float>, _ levels: UnsafePointer<Float>,
  _ scatters: UnsafePointer<Float>, _ marks: UnsafeMutablePointer<UInt8>,
  _ unsure: UnsafeMutablePointer<UInt8>
) -> (alone: Int, unsure: Int) {
  let none = Numbers(repeating: 0)
  var count = (alone: 0, unsure: 0)
  var x = 0
  while x < width {
    let signed = unsafe Numbers(excesses + x)
    let (isHot, isDead) = (isAbove(signed, none), isAbove(none, signed))
    let isOut = either(isHot, isDead)
    if laneBits(isOut) != 0 {
      let (level, scatter) = unsafe (Numbers(levels + x), Numbers(scatters + x) * 25)
      let wanted = signed.magnitude * 0.22
      var (isLeft, isUnsure) = (isOut, noLanes)
      @_transparent func look(_ line: Int, _ dx: Int) {
        let p = unsafe Numbers(rows[line] + (x + dx))
        let high = unsafe Numbers(leastHighs[line] + (x + dx))
        let low = unsafe Numbers(greatestLows[line] + (x + dx))
        let pair = chosen(isHot, high, low)
        let excess = chosen(isHot, p - high, low - p)
        let isLit = isAbove(pair, none)
        let share = (level / pair).atLeast(0.25).atMost(4)
        let product = excess * chosen(isLit, share, none + 1)
        let isMore = both(isAbove(excess, none), isAbove(excess * excess, scatter))
        isLeft = without(isLeft, both(isMore, isAbove(product, wanted)))
        // Another pair may decide where there is no light, and where rounding does.
        let isDark = either(without(isHot, isLit), isAbove(none, p))
        let isNear = isAbove(product, wanted * 0.999_99)
        isUnsure = either(isUnsure, both(isMore, either(isDark, isNear)))
      }
      look(1, -1)
      look(1, 1)
      if laneBits(isLeft) != 0 {
        look(0, 0)
        look(2, 0)
      }
      let (isAlone, isOpen) = (without(isLeft, isUnsure), both(isLeft, isUnsure))
      count.alone += laneBits(isAlone).nonzeroBitCount
      count.unsure += laneBits(isOpen).nonzeroBitCount
      unsafe storeMarks(isAlone, marks + x)
      unsafe storeMarks(isOpen, unsure + x)
    } else {
      unsafe storeMarks(noLanes, marks + x)
      unsafe storeMarks(noLanes, unsure + x)
    }
    x += FloatLanes.scalarCount
  }
  return count
}
