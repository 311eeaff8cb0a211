#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Some of the lanes of a register, a bit for each.
  typealias LaneSet = __mmask16

  /// No lane.
  @inline(__always)
  var noLanes: LaneSet { 0 }

  /// The lanes of a comparison.
  @inline(__always)
  func laneSet(_ mask: FloatMask) -> LaneSet {
    unsafe _mm512_movepi32_mask(unsafeBitCast(mask, to: __m512i.self))
  }

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
  func laneBits(_ lanes: LaneSet) -> UInt32 { UInt32(lanes) }

  /// The first numbers in some lanes, the second in the others.
  @inline(__always)
  func chosen(_ lanes: LaneSet, _ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    _mm512_mask_blend_ps(lanes, b, a)
  }

  /// Writes 1 for some lanes, else 0.
  @inline(__always)
  func storeMarks(_ lanes: LaneSet, _ marks: UnsafeMutablePointer<UInt8>) {
    let bytes = _mm_maskz_set1_epi8(lanes, 1)
    unsafe UnsafeMutableRawPointer(marks).storeBytes(of: bytes, as: __m128i.self)
  }
#endif
