/// As many 16-bit integers as one register holds.
typealias ShortLanes = SIMD8<Int16>

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Products over 2¹⁵, half rounded up.
  @inline(__always)
  func roundedProducts(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let (a, b) = unsafe (unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    let low = _mm_srli_epi16(_mm_mullo_epi16(a, b), 14)
    let rounded = _mm_avg_epu16(low, _mm_setzero_si128())
    let products = _mm_add_epi16(_mm_slli_epi16(_mm_mulhi_epi16(a, b), 1), rounded)
    return unsafe unsafeBitCast(products, to: ShortLanes.self)
  }

  /// Signed numbers shifted right.
  @inline(__always)
  func shifted(_ value: ShortLanes, by shift: Int16) -> ShortLanes {
    let result = unsafe _mm_sra_epi16(
      unsafeBitCast(value, to: __m128i.self), _mm_cvtsi32_si128(Int32(shift)))
    return unsafe unsafeBitCast(result, to: ShortLanes.self)
  }

  /// Numbers without a sign shifted right.
  @inline(__always)
  func shiftedUnsigned(_ value: ShortLanes, by shift: Int16) -> ShortLanes {
    let result = unsafe _mm_srl_epi16(
      unsafeBitCast(value, to: __m128i.self), _mm_cvtsi32_si128(Int32(shift)))
    return unsafe unsafeBitCast(result, to: ShortLanes.self)
  }

  /// Writes numbers, limited to 0…255, as 8-bit codes.
  @inline(__always)
  func storeLimited(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let lanes = unsafe unsafeBitCast(value, to: __m128i.self)
    let packed = unsafe unsafeBitCast(_mm_packus_epi16(lanes, lanes), to: SIMD2<UInt64>.self)
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: packed[0], as: UInt64.self)
  }
#endif
