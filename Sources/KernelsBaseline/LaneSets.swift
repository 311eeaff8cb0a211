#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Some of the lanes of a register: all ones there, else 0.
  typealias LaneSet = FloatLanes

  /// No lane.
  @inline(__always)
  var noLanes: LaneSet { LaneSet(repeating: 0) }

  /// The lanes of a comparison.
  @inline(__always)
  func laneSet(_ mask: FloatMask) -> LaneSet { unsafe unsafeBitCast(mask, to: LaneSet.self) }

  /// Lanes of both.
  @inline(__always)
  func both(_ a: LaneSet, _ b: LaneSet) -> LaneSet { _mm_and_ps(a, b) }

  /// Lanes of one or both.
  @inline(__always)
  func either(_ a: LaneSet, _ b: LaneSet) -> LaneSet { _mm_or_ps(a, b) }

  /// Lanes of one, not of both.
  @inline(__always)
  func oneOf(_ a: LaneSet, _ b: LaneSet) -> LaneSet { _mm_xor_ps(a, b) }

  /// Lanes of the first, not of the second.
  @inline(__always)
  func without(_ a: LaneSet, _ b: LaneSet) -> LaneSet { _mm_andnot_ps(b, a) }

  /// A bit for each lane, from the lowest on.
  @inline(__always)
  func laneBits(_ lanes: LaneSet) -> UInt32 { UInt32(bitPattern: _mm_movemask_ps(lanes)) }

  /// The first numbers in some lanes, the second in the others.
  @inline(__always)
  func chosen(_ lanes: LaneSet, _ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    _mm_or_ps(_mm_and_ps(lanes, a), _mm_andnot_ps(lanes, b))
  }

  /// Writes 1 for some lanes, else 0.
  @inline(__always)
  func storeMarks(_ lanes: LaneSet, _ marks: UnsafeMutablePointer<UInt8>) {
    unsafe storeCodes(unsafeBitCast(lanes, to: IntLanes.self) & IntLanes(repeating: 1), marks)
  }
#endif
