/// As many 16-bit integers as one register holds.
typealias ShortLanes = SIMD32<Int16>

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Products over 2¹⁵, half rounded up.
  @inline(__always)
  func roundedProducts(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let products = unsafe _mm512_mulhrs_epi16(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(products, to: ShortLanes.self)
  }

  /// Signed numbers shifted right.
  @inline(__always)
  func shifted(_ value: ShortLanes, by shift: Int16) -> ShortLanes {
    let result = unsafe _mm512_sra_epi16(
      unsafeBitCast(value, to: __m512i.self), _mm_cvtsi32_si128(Int32(shift)))
    return unsafe unsafeBitCast(result, to: ShortLanes.self)
  }

  /// Numbers without a sign shifted right.
  @inline(__always)
  func shiftedUnsigned(_ value: ShortLanes, by shift: Int16) -> ShortLanes {
    let result = unsafe _mm512_srl_epi16(
      unsafeBitCast(value, to: __m512i.self), _mm_cvtsi32_si128(Int32(shift)))
    return unsafe unsafeBitCast(result, to: ShortLanes.self)
  }

  /// Writes numbers, limited to 0…255, as 8-bit codes.
  @inline(__always)
  func storeLimited(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let lanes = unsafe unsafeBitCast(value, to: __m512i.self)
    let lifted = _mm512_max_epi16(lanes, _mm512_setzero_si512())
    let narrow = _mm512_cvtusepi16_epi8(lifted)
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: __m256i.self)
  }
#endif
