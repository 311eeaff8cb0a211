import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Sums of costs, those of all disparities of a pixel side by side.
@safe final class PixelSums: @unchecked Sendable {
  /// The first pixel; registers before it may be read.
  let base: UnsafeMutablePointer<UInt16>
  private let memory: Scratch<UInt16>

  /// Room for so many pixels.
  init(pixels: Int, disparities: Int) {
    let margin = 64
    memory = Scratch(pixels * disparities + 2 * margin)
    unsafe base = memory.base + margin
  }
}

/// What is read off the sums of a row.
@safe final class WinnerWork: Sendable {
  /// 16 times the disparity of each column, and 1 where it is doubtful.
  let winners: Scratch<Int16>
  let doubts: Scratch<UInt8>
  /// The least sums of the other picture with their disparities, the last column first.
  let otherSums: Scratch<UInt16>
  let others: Scratch<UInt16>

  /// Room for a row.
  init(width: Int, disparities: Int) {
    winners = Scratch(width)
    doubts = Scratch(width)
    otherSums = Scratch(width + disparities)
    others = Scratch(width + disparities, repeating: 0)
  }

  /// Before the first pixel of a row, nothing is known of the other picture.
  func beginRow() {
    unsafe otherSums.base.update(repeating: 0x7FFF, count: otherSums.count)
  }
}

/// The kernels that read disparities off sums, with their tables.
@safe struct WinnerKernels: Sendable {
  private typealias Winners =
    @Sendable (
      UnsafePointer<UInt16>, UnsafePointer<UInt16>, UnsafeMutablePointer<Int16>,
      UnsafeMutablePointer<UInt8>, UnsafePointer<UInt16>, Int, Int, Int, Int
    ) -> Void
  private typealias Others =
    @Sendable (
      UnsafePointer<UInt16>, UnsafePointer<UInt16>, UnsafeMutablePointer<UInt16>,
      UnsafeMutablePointer<UInt16>, UnsafePointer<UInt16>, Int, Int, Int
    ) -> Void

  private let width: Int
  private let disparities: Int
  /// Disparities up to a multiple of 64.
  let padded: Int
  /// 1024 times the least ratio of another sum to that of the winner.
  private let margin: Int
  private let readsOthers: Bool
  private let winners: Winners
  private let others: Others
  /// 65535 for what is no disparity, from 64 before the first on; else 0.
  private let outside: Scratch<UInt16>
  /// The numbers of lanes.
  private let numbers: Scratch<UInt16>

  /// Kernels for rows.
  ///
  /// - Parameters:
  ///   - width: columns of the pictures.
  ///   - disparities: how many there are.
  ///   - uniqueness: how many percent the winner's sum must lie below that of another disparity.
  ///   - readsOthers: whether the disparities of the other picture are wanted.
  ///   - isa: the instruction set.
  init(
    width: Int, disparities: Int, uniqueness: Int, readsOthers: Bool, isa: InstructionSet
  ) {
    self.width = width
    self.disparities = disparities
    self.readsOthers = readsOthers
    padded = (disparities + 63) / 64 * 64
    margin = 1024 * 100 / (100 - uniqueness)
    unsafe winners = isa.select(
      KernelsBaseline.disparityWinners, KernelsAVX2.disparityWinners,
      KernelsAVX512.disparityWinners)
    unsafe others = isa.select(
      KernelsBaseline.otherDisparityWinners, KernelsAVX2.otherDisparityWinners,
      KernelsAVX512.otherDisparityWinners)
    outside = Scratch(64 + padded + 64, repeating: .max)
    unsafe (outside.base + 64).update(repeating: 0, count: disparities)
    numbers = Scratch(32)
    for lane in 0..<32 { unsafe numbers.base[lane] = UInt16(lane) }
  }

  /// 0 for each disparity, 65535 for those that are there for the registers only.
  var beyond: UnsafePointer<UInt16> { unsafe UnsafePointer(outside.base + 64) }

  /// Reads the disparities of some columns of a row off their sums.
  ///
  /// - Parameters:
  ///   - sums: of the first of the columns.
  ///   - columns: which; those before them were read before.
  ///   - work: gets what was read.
  func read(_ sums: UnsafePointer<UInt16>, _ columns: Range<Int>, into work: WinnerWork) {
    let first = columns.lowerBound
    unsafe winners(
      sums, beyond, work.winners.base + first, work.doubts.base + first, numbers.base, margin,
      columns.count, disparities, padded)
    guard readsOthers else { return }
    unsafe others(
      sums, beyond, work.otherSums.base, work.others.base, numbers.base, width - 1 - first,
      columns.count, padded)
  }
}
