/// As many 16-bit integers as one register holds.
typealias ShortLanes = SIMD32<Int16>

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Numbers of two registers in turns, in two halves.
  ///
  /// In which order the pairs stand in the halves is left to the processor;
  /// ``narrowed(_:_:)`` knows it.
  @inline(__always)
  func interleaved(_ a: ShortLanes, _ b: ShortLanes) -> (IntLanes, IntLanes) {
    let (a, b) = unsafe (unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self))
    return unsafe (
      unsafeBitCast(_mm512_unpacklo_epi16(a, b), to: IntLanes.self),
      unsafeBitCast(_mm512_unpackhi_epi16(a, b), to: IntLanes.self)
    )
  }

  /// The numbers of two halves as ``interleaved(_:_:)`` makes them, limited to 16 bits, in the order
  /// of columns.
  @inline(__always)
  func narrowed(_ low: IntLanes, _ high: IntLanes) -> ShortLanes {
    let numbers = unsafe _mm512_packs_epi32(
      unsafeBitCast(low, to: __m512i.self), unsafeBitCast(high, to: __m512i.self))
    return unsafe unsafeBitCast(numbers, to: ShortLanes.self)
  }

  /// Writes numbers, limited to 0…255, as 8-bit codes.
  @inline(__always)
  func storeLimited(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let lanes = unsafe unsafeBitCast(value, to: __m512i.self)
    let limited = _mm512_max_epi16(lanes, _mm512_setzero_si512())
    let narrow = _mm512_cvtusepi16_epi8(limited)
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: __m256i.self)
  }
#endif
