import Raster

/// Finds for each pixel of the left picture of a rectified pair how far to the left it is seen in
/// the right one, by comparing windows.
///
/// Slopes of grey are compared, as they are the same where one picture is brighter than the other
/// (K. Konolige, "Small Vision Systems: Hardware and Implementation", 1997): half those of the
/// operator of Sobel, limited to ±17. What they differ by is summed over windows; the disparity
/// with the least sum wins. Windows reach over steps of depth, which makes things wider than they
/// are; ``SemiGlobalMatcher`` does not, and takes some times as long.
///
/// Beyond an edge of the picture, costs repeat those of the last row or column. All arithmetic is
/// in integers: the same bits for every instruction set and number of threads.
public struct BlockMatcher: DisparitySearch, Sendable, Hashable {
  /// The least disparity, in pixels; -1024 to 1024.
  public var minimum = 0
  /// How many disparities are looked at, in steps of a pixel; 1 to 1024.
  public var disparities = 64
  /// Rows and columns of a window; odd, 3 to 31.
  public var window = 9
  /// The mean slope that a window must have in the left picture, in halves of those of the operator
  /// of Sobel (a ramp of one code a pixel has 4); 0 to 17.
  public var texture = 0.25
  /// How many percent the winner's sum must lie below that of every other disparity, its neighbours
  /// apart; 0 to 90.
  public var uniqueness = 0
  /// How far the disparities of both pictures may be apart where they are the same point, in
  /// pixels; nil asks nothing.
  public var consistency: Int? = 1

  /// The usual numbers.
  public init() {}

  /// Finds disparities.
  ///
  /// - Parameters:
  ///   - left: grey of the left picture, in codes of 8 bits.
  ///   - right: grey of the right one, as large.
  ///   - missing: not 0 where a pixel of either picture is not known; nil where all are.
  ///   - threads: how many threads share the work; 1 or more.
  ///   - isa: the instruction set.
  /// - Returns: 16 times the disparity of each left pixel, or ``SemiGlobalMatcher/unknown``.
  public func matched(
    _ left: Plane<UInt8>, _ right: Plane<UInt8>,
    missing: (left: Plane<UInt8>?, right: Plane<UInt8>?) = (nil, nil),
    threads: Int = 1, isa: InstructionSet = .active
  ) -> Plane<Int16> {
    checkRanges(left, right)
    precondition((3...31).contains(window) && window % 2 == 1, "a window with a middle")
    precondition((0...17).contains(texture), "a slope in range")
    guard left.size.area > 0 else {
      return Plane(size: left.size, repeating: SemiGlobalMatcher.unknown)
    }
    return BlockRun(self, left, right, missing, threads: threads, isa: isa).matched()
  }

  /// The least sum of slopes over a window.
  var leastTexture: Int { Int((texture * Double(window * window)).rounded(.up)) }
}
