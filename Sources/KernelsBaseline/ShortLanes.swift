/// As many 16-bit integers as one register holds.
typealias ShortLanes = SIMD8<Int16>

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Numbers of two registers in turns, in two halves.
  ///
  /// In which order the pairs stand in the halves is left to the processor;
  /// ``narrowed(_:_:)`` knows it.
  @inline(__always)
  func interleaved(_ a: ShortLanes, _ b: ShortLanes) -> (IntLanes, IntLanes) {
    let (a, b) = unsafe (unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe (
      unsafeBitCast(_mm_unpacklo_epi16(a, b), to: IntLanes.self),
      unsafeBitCast(_mm_unpackhi_epi16(a, b), to: IntLanes.self)
    )
  }

  /// The numbers of two halves as ``interleaved(_:_:)`` makes them, limited to 16 bits, in the order
  /// of columns.
  @inline(__always)
  func narrowed(_ low: IntLanes, _ high: IntLanes) -> ShortLanes {
    let numbers = unsafe _mm_packs_epi32(
      unsafeBitCast(low, to: __m128i.self), unsafeBitCast(high, to: __m128i.self))
    return unsafe unsafeBitCast(numbers, to: ShortLanes.self)
  }

  /// Writes numbers, limited to 0…255, as 8-bit codes.
  @inline(__always)
  func storeLimited(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let lanes = unsafe unsafeBitCast(value, to: __m128i.self)
    let packed = unsafe unsafeBitCast(_mm_packus_epi16(lanes, lanes), to: SIMD2<UInt64>.self)
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: packed[0], as: UInt64.self)
  }
#endif
