import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// The kernels of semi-global matching with the tables that they share.
@safe struct SemiGlobalKernels: Sendable {
  private typealias Costs =
    @Sendable (
      UnsafePointer<UnsafePointer<UInt8>>, UnsafePointer<UnsafePointer<UInt8>>, Bool,
      UnsafePointer<UInt8>, UnsafeMutablePointer<UInt8>, Int, Int, Int, Int
    ) -> Void
  private typealias Span =
    @Sendable (
      Int, UnsafePointer<UInt8>, UnsafeMutablePointer<UInt16>, Bool,
      UnsafePointer<UnsafeMutablePointer<UInt8>>, UnsafePointer<UnsafeMutablePointer<UInt8>>,
      UnsafePointer<UnsafeMutablePointer<UInt8>>, UnsafePointer<UInt8>, UInt8, UnsafePointer<UInt8>,
      Int, Int, Int, Int, Int
    ) -> Void
  /// Columns of a picture.
  let width: Int
  /// Disparities up to a multiple of 64.
  let padded: Int
  private let matcher: SemiGlobalMatcher
  private let costs: Costs
  private let span: Span
  /// 255 for disparities that are there for the registers only.
  private let padding: Scratch<UInt8>
  /// 255 for the first disparity; behind `padded` bytes, for the last one.
  private let marks: Scratch<UInt8>
  private let jumps: Scratch<UInt8>

  init(_ matcher: SemiGlobalMatcher, _ width: Int, _ padded: Int, _ isa: InstructionSet) {
    self.matcher = matcher
    self.width = width
    self.padded = padded
    unsafe costs = isa.select(
      KernelsBaseline.matchingCosts, KernelsAVX2.matchingCosts, KernelsAVX512.matchingCosts)
    unsafe span = isa.select(
      KernelsBaseline.semiGlobalSpan, KernelsAVX2.semiGlobalSpan, KernelsAVX512.semiGlobalSpan)
    padding = Scratch(padded, repeating: 0)
    marks = Scratch(2 * padded, repeating: 0)
    jumps = Scratch(256)
    for d in matcher.disparities..<padded { unsafe padding.base[d] = 255 }
    unsafe marks.base[0] = 255
    unsafe marks.base[padded + matcher.disparities - 1] = 255
    for (difference, jump) in matcher.jumps.enumerated() { unsafe jumps.base[difference] = jump }
  }

  /// Costs of some columns of a row.
  func costs(
    _ row: Int, _ columns: Range<Int>, _ pair: MatchPair,
    into target: UnsafeMutablePointer<UInt8>
  ) {
    unsafe withRows { own, other in
      for (index, plane) in Self.planes.enumerated() {
        unsafe own[index] = UnsafePointer(pair.left.row(plane, row))
        unsafe other[index] = UnsafePointer(pair.right.row(plane, row) + pair.minimum)
      }
      unsafe costs(
        own, other, pair.isComplete, padding.base, target,
        columns.lowerBound, columns.count, width, padded)
    }
  }

  /// Census, grey, what is missing.
  private static let planes = [
    MatchPlanes.feature, MatchPlanes.feature + 1, MatchPlanes.feature + 2, MatchPlanes.grey,
    MatchPlanes.missing,
  ]

  private func withRows(
    _ body: (
      UnsafeMutablePointer<UnsafePointer<UInt8>>, UnsafeMutablePointer<UnsafePointer<UInt8>>
    ) -> Void
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>.self, capacity: 10) {
      guard let base = $0.baseAddress else { return }
      unsafe body(base, base + 5)
    }
  }

  /// Sweeps over some pixels of a row.
  func sweep(_ kind: SweepKind, _ sweep: RowSweep, adds: Bool, pixels: Range<Int>) {
    unsafe span(
      kind.rawValue, sweep.costs, sweep.sums, adds, sweep.lines.base, sweep.leasts.base,
      sweep.greys.base,
      jumps.base, UInt8(matcher.step), marks.base, pixels.lowerBound, pixels.count,
      sweep.direction, width, padded)
  }
}

/// Which ways a sweep takes.
enum SweepKind: Sendable {
  /// The one along the row.
  case along
  /// That, and those from both corners of the row before.
  case alongAndCorners
  /// That, and those from all three neighbours in the row before.
  case alongAndThree
  /// Those from the row before alone; no sums are made.
  case three

  /// The kernels' number for it.
  fileprivate var rawValue: Int {
    switch self {
    case .along: KernelsBaseline.alongOnly
    case .alongAndCorners: KernelsBaseline.alongAndCorners
    case .alongAndThree: KernelsBaseline.alongAndThree
    case .three: KernelsBaseline.threeOnly
    }
  }
}
