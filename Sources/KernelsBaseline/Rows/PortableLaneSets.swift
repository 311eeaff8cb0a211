#if !arch(x86_64)
  /// Some of the lanes of a register: −1 there, else 0.
  typealias LaneSet = IntLanes

  /// No lane.
  @inline(__always)
  var noLanes: LaneSet { LaneSet(repeating: 0) }

  /// The lanes of a comparison.
  @inline(__always)
  func laneSet(_ mask: FloatMask) -> LaneSet { unsafe unsafeBitCast(mask, to: LaneSet.self) }

  /// Lanes of both.
  @inline(__always)
  func both(_ a: LaneSet, _ b: LaneSet) -> LaneSet { a & b }

  /// Lanes of one or both.
  @inline(__always)
  func either(_ a: LaneSet, _ b: LaneSet) -> LaneSet { a | b }

  /// Lanes of one, not of both.
  @inline(__always)
  func oneOf(_ a: LaneSet, _ b: LaneSet) -> LaneSet { a ^ b }

  /// Lanes of the first, not of the second.
  @inline(__always)
  func without(_ a: LaneSet, _ b: LaneSet) -> LaneSet { a & ~b }

  /// A bit for each lane, from the lowest on.
  @inline(__always)
  func laneBits(_ lanes: LaneSet) -> UInt32 {
    var bits: UInt32 = 0
    for lane in 0..<LaneSet.scalarCount { bits |= (lanes[lane] < 0 ? 1 : 0) << UInt32(lane) }
    return bits
  }

  /// The first numbers in some lanes, the second in the others.
  @inline(__always)
  func chosen(_ lanes: LaneSet, _ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    unsafe b.replacing(with: a, where: unsafeBitCast(lanes, to: FloatMask.self))
  }

  /// Writes 1 for some lanes, else 0.
  @inline(__always)
  func storeMarks(_ lanes: LaneSet, _ marks: UnsafeMutablePointer<UInt8>) {
    unsafe storeCodes(lanes & LaneSet(repeating: 1), marks)
  }
#endif
