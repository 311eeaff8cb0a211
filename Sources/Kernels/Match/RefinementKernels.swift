import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// The kernels that refine disparities, for one instruction set.
@safe struct RefinementKernels: Sendable {
  private typealias Rows = UnsafePointer<UnsafeMutablePointer<Float>>

  private let alongRow:
    @Sendable (
      UnsafePointer<Float>, UnsafePointer<Float>, Rows, Bool, Int, Float, Rows, Int
    ) -> Void
  private let downColumns:
    @Sendable (Rows, UnsafePointer<Float>, Rows, Bool, Int, Float, Rows, Int) -> Void
  private let slopeAlong:
    @Sendable (UnsafePointer<Float>, Int, Float, UnsafeMutablePointer<Float>, Int) -> Void
  private let slopeDown: @Sendable (Rows, Int, Float, UnsafeMutablePointer<Float>, Int) -> Void
  private let warped:
    @Sendable (
      UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<UInt8>?, UnsafePointer<Float>, Int,
      Rows
    ) -> Void
  private let updated:
    @Sendable (
      UnsafePointer<Float>, Rows, UnsafePointer<Float>, Float, Float, Float, Float, Float, Float,
      Float, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, Int
    ) -> Void
  private let divided: @Sendable (Rows, UnsafeMutablePointer<Float>, Int) -> Void

  init(_ isa: InstructionSet) {
    unsafe alongRow = isa.select(
      KernelsBaseline.alikeRowSums, KernelsAVX2.alikeRowSums, KernelsAVX512.alikeRowSums)
    unsafe downColumns = isa.select(
      KernelsBaseline.alikeColumnSums, KernelsAVX2.alikeColumnSums, KernelsAVX512.alikeColumnSums)
    unsafe slopeAlong = isa.select(
      KernelsBaseline.rowSlopes, KernelsAVX2.rowSlopes, KernelsAVX512.rowSlopes)
    unsafe slopeDown = isa.select(
      KernelsBaseline.columnSlopes, KernelsAVX2.columnSlopes, KernelsAVX512.columnSlopes)
    unsafe warped = isa.select(
      KernelsBaseline.warpedDifferences, KernelsAVX2.warpedDifferences,
      KernelsAVX512.warpedDifferences)
    unsafe updated = isa.select(
      KernelsBaseline.updatedDisparities, KernelsAVX2.updatedDisparities,
      KernelsAVX512.updatedDisparities)
    unsafe divided = isa.select(
      KernelsBaseline.meansOfSums, KernelsAVX2.meansOfSums, KernelsAVX512.meansOfSums)
  }

  /// Sums along a row of two or five fields, into the fields of a ring's row.
  func sumAlong(
    _ guide: UnsafePointer<Float>, slopes: UnsafePointer<Float>, _ fields: Places<Float>,
    isFive: Bool, _ reach: Int, _ tolerance: Float, into row: FieldRow, _ width: Int
  ) {
    unsafe alongRow(
      guide, slopes, fields.base, isFive, reach, tolerance, row.places.base + 1, width)
  }

  /// Sums down the columns of a ring's rows around one.
  func sumDown(
    _ ring: borrowing FieldRing, around row: Int, slopes: UnsafePointer<Float>, isFive: Bool,
    _ reach: Int, _ tolerance: Float,
    into sums: FieldRow, _ width: Int
  ) {
    let rows = unsafe ring.around(row)
    unsafe downColumns(
      rows.guides, slopes, rows.fields, isFive, reach, tolerance, sums.places.base, width)
  }

  /// Slopes of a guide along a row.
  func slopes(
    along guide: UnsafePointer<Float>, _ reach: Int, _ limit: Float,
    into slopes: UnsafeMutablePointer<Float>, _ width: Int
  ) {
    unsafe slopeAlong(guide, reach, limit, slopes, width)
  }

  /// Slopes of a guide down the columns.
  func slopes(
    down ring: borrowing FieldRing, around row: Int, _ reach: Int, _ limit: Float,
    into slopes: UnsafeMutablePointer<Float>, _ width: Int
  ) {
    unsafe slopeDown(ring.around(row).guides, reach, limit, slopes, width)
  }

  /// What is compared: the left row and the right one, seen through disparities.
  func warp(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ missing: UnsafePointer<UInt8>?,
    _ disparities: UnsafePointer<Float>, _ width: Int, into fields: FieldRow
  ) {
    unsafe warped(left, right, missing, disparities, width, fields.places.base)
  }

  /// Means of sums; what has none stays.
  func divide(_ sums: FieldRow, into results: UnsafeMutablePointer<Float>, _ width: Int) {
    unsafe divided(sums.places.base, results, width)
  }

  /// Disparities after a step, and how certain they are.
  func update(
    _ smooth: UnsafePointer<Float>, _ sums: FieldRow, _ start: UnsafePointer<Float>,
    _ settings: SubpixelRefinement, into results: UnsafeMutablePointer<Float>,
    deviations: UnsafeMutablePointer<Float>, _ width: Int
  ) {
    unsafe updated(
      smooth, sums.places.base, start, settings.regularisation, Float(settings.variance),
      Float(settings.blankSlopes), Float(settings.vaguest), Float(settings.windowArea),
      Float(settings.limit), unknownDisparity, results, deviations,
      width)
  }
}
