/// As many 16-bit integers as one register holds.
typealias ShortLanes = SIMD16<Int16>

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Products over 2¹⁵, half rounded up.
  @inline(__always)
  func roundedProducts(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let products = unsafe _mm256_mulhrs_epi16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(products, to: ShortLanes.self)
  }

  /// Signed numbers shifted right.
  @inline(__always)
  func shifted(_ value: ShortLanes, by shift: Int16) -> ShortLanes {
    let result = unsafe _mm256_sra_epi16(
      unsafeBitCast(value, to: __m256i.self), _mm_cvtsi32_si128(Int32(shift)))
    return unsafe unsafeBitCast(result, to: ShortLanes.self)
  }

  /// Numbers without a sign shifted right.
  @inline(__always)
  func shiftedUnsigned(_ value: ShortLanes, by shift: Int16) -> ShortLanes {
    let result = unsafe _mm256_srl_epi16(
      unsafeBitCast(value, to: __m256i.self), _mm_cvtsi32_si128(Int32(shift)))
    return unsafe unsafeBitCast(result, to: ShortLanes.self)
  }

  /// Writes numbers, limited to 0…255, as 8-bit codes.
  @inline(__always)
  func storeLimited(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let lanes = unsafe unsafeBitCast(value, to: __m256i.self)
    let packed = unsafe unsafeBitCast(
      _mm256_packus_epi16(lanes, lanes), to: SIMD4<UInt64>.self)
    let narrow = SIMD2(packed[0], packed[2])
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: SIMD2<UInt64>.self)
  }
#endif
