import Raster

/// What all ways of searching disparities are told.
protocol DisparitySearch: Sendable {
  /// The least disparity, in pixels; -1024 to 1024.
  var minimum: Int { get }
  /// How many disparities are looked at; 1 to 1024.
  var disparities: Int { get }
  /// How many percent the winner's sum must lie below every other sum; 0 to 90.
  var uniqueness: Int { get }
  /// How far the disparities of both pictures may be apart, in pixels; nil asks nothing.
  var consistency: Int? { get }
}

/// Both pictures of a pair, ready to be compared, and what is asked of their disparities.
@safe struct MatchPair: Sendable {
  /// The size of both pictures.
  let size: Size
  /// The least disparity.
  let minimum: Int
  /// The left picture.
  let left: MatchPlanes
  /// The right one, mirrored.
  let right: MatchPlanes
  /// Reads disparities off sums.
  let winners: WinnerKernels
  /// Keeps those that both pictures agree on.
  let check: ConsistencyCheck

  /// Readies a pair.
  ///
  /// - Precondition: both pictures have one size and are not empty; what the search says is in
  ///   range.
  init(
    _ search: some DisparitySearch, _ feature: MatchPlanes.Feature, _ left: Plane<UInt8>,
    _ right: Plane<UInt8>, _ missing: (left: Plane<UInt8>?, right: Plane<UInt8>?), threads: Int,
    isa: InstructionSet
  ) {
    size = left.size
    minimum = search.minimum
    winners = WinnerKernels(
      width: size.width, disparities: search.disparities, uniqueness: search.uniqueness,
      readsOthers: search.consistency != nil, isa: isa)
    self.left = MatchPlanes(
      left, feature, missing: missing.left, mirrored: false, before: 1, behind: 1,
      threads: threads, isa: isa)
    self.right = MatchPlanes(
      right, feature, missing: missing.right, mirrored: true, before: max(0, -minimum),
      behind: max(0, minimum) + winners.padded, threads: threads, isa: isa)
    check = ConsistencyCheck(
      minimum: minimum, disparities: search.disparities, tolerance: search.consistency,
      missing: missing)
  }

  /// Disparities up to a multiple of 64.
  var padded: Int { winners.padded }

  /// Whether no pixel of either picture is missing.
  var isComplete: Bool { left.isComplete && right.isComplete }
}

extension DisparitySearch {
  /// Stops where something is out of range.
  func checkRanges(_ left: Plane<UInt8>, _ right: Plane<UInt8>) {
    precondition(left.size == right.size, "both pictures have one size")
    precondition((1...1024).contains(disparities) && abs(minimum) <= 1024, "disparities in range")
    precondition((0...90).contains(uniqueness), "a margin in percent")
    precondition(consistency ?? 0 >= 0, "a tolerance of 0 or more")
  }
}
