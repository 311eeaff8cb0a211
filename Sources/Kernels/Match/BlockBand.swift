import KernelsBaseline
import Raster

/// The sums that one thread holds while it goes down a band of rows.
///
/// A row is taken in spans of columns, so that what is read off sums is still near: what enters and
/// leaves the window is added to sums down the columns, these are summed along the row, and
/// disparities are read off at once.
@safe final class BlockBand {
  /// Columns that are taken at once.
  private static let columnsAtOnce = 32

  private let run: BlockRun
  private let reach: Int
  /// Sums down the columns, and those of the window before the next.
  private let columns: Scratch<UInt16>
  private let carried: Scratch<UInt16>
  private let sums: PixelSums
  private let work: WinnerWork
  /// Sums of slopes down the columns.
  private let slopes: Scratch<UInt16>

  init(_ run: BlockRun) {
    self.run = run
    reach = run.matcher.window / 2
    columns = Scratch(run.pair.size.width * run.pair.padded, repeating: 0)
    carried = Scratch(run.pair.padded)
    sums = PixelSums(pixels: Self.columnsAtOnce, disparities: run.pair.padded)
    work = WinnerWork(width: run.pair.size.width, disparities: run.pair.padded)
    slopes = Scratch(run.pair.size.width, repeating: 0)
  }

  /// Finds the disparities of a row; the next one is that below it.
  ///
  /// - Parameters:
  ///   - y: the row.
  ///   - isFirst: whether it is the first one of the band.
  ///   - target: gets 16 times the disparities.
  func match(_ y: Int, isFirst: Bool, into target: UnsafeMutablePointer<Int16>) {
    let width = run.pair.size.width
    let leaving = isFirst ? nil : within(y - reach - 1)
    if isFirst {
      for row in y - reach..<y + reach { add(within(row), nil, 0..<width) }
    }
    let entering = within(y + reach)
    work.beginRow()
    var summed = 0
    for start in stride(from: 0, to: width, by: Self.columnsAtOnce) {
      let span = start..<min(width, start + Self.columnsAtOnce)
      let ahead = min(width, span.upperBound + reach)
      add(entering, leaving, summed..<ahead)
      summed = ahead
      unsafe run.kernels.sumWindows(
        run, columns.base, carried: carried.base, into: sums.base, span)
      unsafe run.pair.winners.read(sums.base, span, into: work)
    }
    markLevelWindows()
    unsafe run.pair.check.check(y, work, width: width, into: target)
  }

  private func within(_ row: Int) -> Int { min(max(row, 0), run.pair.size.height - 1) }

  private func add(_ entering: Int, _ leaving: Int?, _ span: Range<Int>) {
    unsafe run.kernels.addRows(
      entering: entering, leaving: leaving, run, to: columns.base, span)
    if run.matcher.leastTexture == 0 { return }
    addSlopes(of: entering, span, sign: 1)
    if let leaving { addSlopes(of: leaving, span, sign: -1) }
  }

  /// Adds slopes of the left picture, those that are known, to sums down the columns.
  private func addSlopes(of row: Int, _ span: Range<Int>, sign: Int16) {
    let slope = unsafe run.pair.left.row(MatchPlanes.feature, row)
    let missing = unsafe run.pair.left.row(MatchPlanes.missing, row)
    let level = Int16(levelSlope)
    for x in span {
      let steepness = unsafe abs(Int16(slope[x]) &- level)
      let isKnown = unsafe run.pair.left.isComplete || missing[x] == 0
      unsafe slopes.base[x] &+= UInt16(bitPattern: isKnown ? steepness &* sign : 0)
    }
  }

  /// Calls doubtful what lies in windows of little slope.
  private func markLevelWindows() {
    let (width, least) = (run.pair.size.width, run.matcher.leastTexture)
    if least == 0 { return }
    let (last, slopes) = unsafe (width - 1, slopes.base)
    var sum = 0
    for step in -reach...reach { unsafe sum += Int(slopes[min(max(step - 1, 0), last)]) }
    for x in 0..<width {
      unsafe sum += Int(slopes[min(x + reach, last)]) - Int(slopes[max(x - reach - 1, 0)])
      if sum < least { unsafe work.doubts.base[x] = 1 }
    }
  }
}
