import Raster

/// One run of semi-global matching: what is prepared once, and the order of sweeps.
///
/// Four and five ways: a row is swept from the left together with what comes from above, then from
/// the right, and its disparities are read off the sums; one row of sums is held a thread.
///
/// Eight ways: rows are swept from above once, and what ways cost is kept before the first row of
/// each strip. Then strips are taken from below: a strip is swept once more from what was kept, its
/// sums are held, then it is swept from below. There are about as many strips as each has rows, so
/// that what is held grows with the square root of the height.
@safe struct SemiGlobalRun: Sendable {
  private let matcher: SemiGlobalMatcher
  private let pair: MatchPair
  private let kernels: SemiGlobalKernels
  private let threads: Int
  /// Rows of a strip.
  private let stripRows: Int

  init(
    _ matcher: SemiGlobalMatcher, _ left: Plane<UInt8>, _ right: Plane<UInt8>,
    _ missing: (left: Plane<UInt8>?, right: Plane<UInt8>?), stripRows: Int?, threads: Int,
    isa: InstructionSet
  ) {
    self.matcher = matcher
    pair = MatchPair(matcher, .census, left, right, missing, threads: threads, isa: isa)
    kernels = SemiGlobalKernels(matcher, pair.size.width, pair.padded, isa)
    self.threads = max(1, threads)
    let root = Int(Double(left.height).squareRoot().rounded(.up))
    self.stripRows = stripRows ?? max(4, root)
  }

  private var size: Size { pair.size }
  private var padded: Int { pair.padded }

  /// 16 times the disparity of each pixel.
  func matched() -> Plane<Int16> {
    let result = PlaneBuilder<Int16>(size: size)
    let target = unsafe RowTarget(base: result.base, stride: result.stride, firstRow: 0)
    if matcher.ways == .eight {
      matchInTwoPasses(target)
    } else {
      matchInOnePass(target)
    }
    return result.finish()
  }

  // MARK: One pass

  private func matchInOnePass(_ target: RowTarget<Int16>) {
    let ways = WayRows(size, disparities: padded)
    let works = works(holdingRows: true)
    let kinds = matcher.ways == .four ? SweepKind.alongAndCorners : .alongAndThree
    RowFront(rows: size.height, threads: threads).run { worker, row, before, own in
      let work = works[worker]
      let place = unsafe (costs: work.costs.base, sums: work.sums.base)
      unsafe sweep(kinds, row, ways, order: row, place, work, (before, own), direction: 1)
      unsafe sweep(.along, row, nil, order: 0, place, work, (nil, nil), direction: -1)
      unsafe read(row, place.sums, work, target)
    }
  }

  private func works(holdingRows: Bool) -> [RowWork] {
    (0..<threads).map { _ in
      RowWork(width: size.width, disparities: padded, holdsRow: holdingRows)
    }
  }

  // MARK: Two passes

  private func matchInTwoPasses(_ target: RowTarget<Int16>) {
    let starts = Array(stride(from: 0, to: size.height, by: stripRows))
    let strips = starts.map { $0..<min(size.height, $0 + stripRows) }
    let down = WayRows(size, disparities: padded)
    let up = WayRows(size, disparities: padded)
    let saved = saves(before: strips, of: down)
    let works = works(holdingRows: false)
    let pixels = min(stripRows, size.height) * size.width
    let costs = Scratch<UInt8>(pixels * padded)
    let sums = PixelSums(pixels: pixels, disparities: padded)
    for (index, strip) in strips.enumerated().reversed() {
      down.restore(saved[index], before: strip.lowerBound, sweptTo: size.height)
      let place: @Sendable (Int) -> Place = { row in
        let offset = (row - strip.lowerBound) * size.width * padded
        return unsafe (costs: costs.base + offset, sums: sums.base + offset)
      }
      RowFront(rows: strip.count, threads: threads).run { worker, index, before, own in
        let row = strip.lowerBound + index
        unsafe sweep(
          .alongAndThree, row, down, order: row, place(row), works[worker], (before, own),
          direction: 1)
      }
      RowFront(rows: strip.count, threads: threads).run { worker, index, before, own in
        let (row, work) = (strip.upperBound - 1 - index, works[worker])
        unsafe sweep(
          .alongAndThree, row, up, order: size.height - 1 - row, place(row), work, (before, own),
          direction: -1)
        unsafe read(row, place(row).sums, work, target)
      }
    }
  }

  /// What the ways from above cost before each strip.
  private func saves(before strips: [Range<Int>], of ways: WayRows) -> [SavedWays] {
    let works = works(holdingRows: true)
    var saved = [ways.saved(before: 0)]
    for strip in strips.dropLast() {
      RowFront(rows: strip.count, threads: threads).run { worker, index, before, own in
        let (row, work) = (strip.lowerBound + index, works[worker])
        let place = unsafe (costs: work.costs.base, sums: work.sums.base)
        unsafe sweep(.three, row, ways, order: row, place, work, (before, own), direction: 1)
      }
      saved.append(ways.saved(before: strip.upperBound))
    }
    return saved
  }

  // MARK: Rows

  private typealias Place = (costs: UnsafeMutablePointer<UInt8>, sums: UnsafeMutablePointer<UInt16>)

  /// Sweeps over a row; from the left, its costs are found on the way.
  ///
  /// - Parameters:
  ///   - kind: which ways are taken.
  ///   - row: the row.
  ///   - ways: the ways from the row before.
  ///   - order: how many rows were swept before.
  ///   - place: where costs and sums of the row stand.
  ///   - work: the room of this thread.
  ///   - progress: of the row before and of this one.
  ///   - direction: 1 from the left, -1 from the right.
  private func sweep(
    _ kind: SweepKind, _ row: Int, _ ways: WayRows?, order: Int, _ place: Place, _ work: RowWork,
    _ progress: (before: RowFront.Progress?, own: RowFront.Progress?), direction: Int
  ) {
    let greys = unsafe [
      pair.left.row(MatchPlanes.grey, row), pair.left.row(MatchPlanes.grey, row - direction),
    ]
    let sweep = unsafe RowSweep(
      costs: place.costs, sums: place.sums, ways: ways, order: order, work, greys: greys,
      direction: direction)
    work.beginRow()
    for start in stride(from: 0, to: size.width, by: Self.columnsAtOnce) {
      let pixels = start..<min(size.width, start + Self.columnsAtOnce)
      if direction > 0 { unsafe kernels.costs(row, pixels, pair, into: place.costs) }
      // The corner ahead belongs to the row before.
      progress.before?.wait(for: min(size.width, pixels.upperBound + 1))
      kernels.sweep(kind, sweep, adds: direction < 0, pixels: pixels)
      progress.own?.reach(pixels.upperBound)
    }
  }

  /// Pixels after which the next row is told, and whose sums are read twice while they are near.
  private static let columnsAtOnce = 64

  /// Reads the disparities of a row off its sums.
  private func read(
    _ row: Int, _ sums: UnsafePointer<UInt16>, _ work: RowWork, _ target: RowTarget<Int16>
  ) {
    work.winners.beginRow()
    for start in stride(from: 0, to: size.width, by: Self.columnsAtOnce) {
      let columns = start..<min(size.width, start + Self.columnsAtOnce)
      unsafe pair.winners.read(sums + start * padded, columns, into: work.winners)
    }
    unsafe pair.check.check(row, work.winners, width: size.width, into: target.row(row))
  }
}
