import Raster

/// The rows that one thread holds while it refines disparities from the top down.
@safe struct RefinementBand: ~Copyable {
  private let round: RefinementRound
  private let disparities: Plane<Float>
  private let width: Int
  /// Disparities, how many of a row are alike, and their sum.
  private var smoothing: FieldRing
  /// Smoothed disparities, and sums along the row of what is compared.
  private var comparing: FieldRing
  private let ones: FieldRow
  private let fields: FieldRow
  private let sums: FieldRow
  private let grey: FieldRow

  init(_ round: RefinementRound, _ disparities: Plane<Float>) {
    self.round = round
    self.disparities = disparities
    width = disparities.width
    smoothing = FieldRing(disparities.size, fields: 2, reach: round.settings.smoothing)
    comparing = FieldRing(disparities.size, fields: 5, reach: round.settings.reach)
    ones = FieldRow(width, fields: 1, repeating: 1)
    fields = FieldRow(width, fields: 5)
    sums = FieldRow(width, fields: 5)
    grey = FieldRow(width, fields: 1)
  }

  /// Refines one row; the next one is that below it.
  mutating func refine(
    _ y: Int, into results: UnsafeMutablePointer<Float>, deviations: UnsafeMutablePointer<Float>
  ) {
    for row in comparing.rowsToMake(for: y) { compare(row) }
    let (kernels, settings) = (round.kernels, round.settings)
    unsafe kernels.sumDown(
      comparing, around: y, slopes: comparing.slopes(y), isFive: true, settings.reach,
      round.tolerance, into: sums, width)
    unsafe kernels.update(
      comparing.row(y)[0], sums, round.start.base + y * round.start.stride, settings,
      into: results, deviations: deviations, width)
  }

  /// Makes a row of smoothed disparities and of what is compared through them.
  private mutating func compare(_ y: Int) {
    for row in smoothing.rowsToMake(for: y) { sumAlong(row) }
    let (kernels, settings, row) = (round.kernels, round.settings, comparing.row(y))
    let smooth = unsafe row[0]
    unsafe smooth.update(from: disparities.base + y * disparities.stride, count: width)
    let down = unsafe comparing.slopes(y)
    unsafe kernels.slopes(
      down: smoothing, around: y, settings.smoothing, round.connection, into: down, width)
    unsafe kernels.sumDown(
      smoothing, around: y, slopes: down, isFive: false, settings.smoothing, round.tolerance,
      into: sums, width)
    unsafe kernels.divide(sums, into: smooth, width)
    unsafe fillGrey(round.left.base + y * round.left.stride)
    unsafe kernels.warp(
      grey[0], round.right.base + y * round.right.stride,
      round.missing.map { unsafe $0.base + y * $0.stride }, smooth, width,
      into: fields)
    unsafe kernels.sumAlong(
      smooth, slopes: smoothing.slopes(y), fields.places, isFive: true, settings.reach,
      round.tolerance, into: row, width)
  }

  /// Sums disparities along a row.
  private func sumAlong(_ y: Int) {
    let (row, settings) = (smoothing.row(y), round.settings)
    let (guide, slopes) = unsafe (row[0], smoothing.slopes(y))
    unsafe guide.update(from: disparities.base + y * disparities.stride, count: width)
    unsafe round.kernels.slopes(
      along: guide, settings.smoothing, round.connection, into: slopes, width)
    let along = unsafe Places([ones[0], guide])
    unsafe round.kernels.sumAlong(
      guide, slopes: slopes, along, isFive: false, settings.smoothing, round.tolerance, into: row,
      width)
  }

  /// A row of the left picture, whose ends go on.
  private func fillGrey(_ source: UnsafePointer<Float>) {
    let row = unsafe grey[0]
    unsafe row.update(from: source, count: width)
    unsafe row[-1] = source[0]
    unsafe row[width] = source[width - 1]
  }
}
