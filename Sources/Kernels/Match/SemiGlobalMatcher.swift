import Raster

/// Finds for each pixel of the left picture of a rectified pair how far to the left it is seen in
/// the right one, by semi-global matching.
///
/// The cost of a disparity is the number of bits in which the census of 5 × 5 pixels differs, and
/// half the difference of grey, which counts for at most 10. Costs are added up along ways from
/// four, five or eight directions (H. Hirschmüller, "Stereo Processing by Semiglobal Matching and
/// Mutual Information", IEEE PAMI 30, 2008); the disparity with the least sum wins.
///
/// All arithmetic is in integers: the same bits for every instruction set and number of threads.
public struct SemiGlobalMatcher: DisparitySearch, Sendable, Hashable {
  /// From how many directions costs are added up.
  public enum Ways: Int, Sendable, CaseIterable {
    /// Along the row both ways, and from both corners above: one pass.
    case four = 4
    /// These and from above: one pass.
    case five = 5
    /// All eight neighbours: two passes.
    case eight = 8
  }

  /// The least disparity, in pixels.
  public var minimum = 0
  /// How many disparities are looked at, in steps of a pixel; 1 to 1024.
  public var disparities = 64
  /// From how many directions.
  public var ways = Ways.eight
  /// P1, what a step by one pixel of disparity costs; 0 to `leastJump`.
  public var step = 10
  /// P2, what any other step costs where grey stays the same; `leastJump` to 93.
  public var jump = 80
  /// P2 where grey changes most.
  public var leastJump = 18
  /// The change of grey that halves P2, in codes; above 0.
  public var edge = 8
  /// How many percent the winner's sum must lie below that of every other disparity, its neighbours
  /// apart; 0 to 90.
  public var uniqueness = 0
  /// How far the disparities of both pictures may be apart where they are the same point, in
  /// pixels; nil asks nothing.
  public var consistency: Int? = 1

  /// Rows of a strip where there are two passes; nil chooses.
  ///
  /// Changes no bit.
  var stripRows: Int?

  /// The usual numbers.
  public init() {}

  /// The largest P2 for which two sums of ways fit into a byte.
  public static let largestJump = 93

  /// Finds disparities.
  ///
  /// - Parameters:
  ///   - left: grey of the left picture, in codes of 8 bits.
  ///   - right: grey of the right one, as large.
  ///   - missing: not 0 where a pixel of either picture is not known; nil where all are.
  ///   - threads: how many threads share the work; 1 or more.
  ///   - isa: the instruction set.
  /// - Returns: 16 times the disparity of each left pixel, or ``unknown``.
  public func matched(
    _ left: Plane<UInt8>, _ right: Plane<UInt8>,
    missing: (left: Plane<UInt8>?, right: Plane<UInt8>?) = (nil, nil),
    threads: Int = 1, isa: InstructionSet = .active
  ) -> Plane<Int16> {
    checkRanges(left, right)
    precondition((0...leastJump).contains(step) && leastJump <= jump, "penalties in order")
    precondition(jump <= Self.largestJump && edge > 0, "penalties fit")
    guard left.size.area > 0 else { return Plane(size: left.size, repeating: Self.unknown) }
    return SemiGlobalRun(
      self, left, right, missing, stripRows: stripRows, threads: threads, isa: isa
    ).matched()
  }

  /// What stands where no disparity is known.
  public static let unknown = Int16.min

  /// P2 for every difference of grey.
  var jumps: [UInt8] {
    (0..<256).map { UInt8(max(leastJump, jump * edge / (edge + $0))) }
  }
}
