/// As many 16-bit codes as one 256-bit register holds.
typealias ShortLanes = SIMD16<UInt16>

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Products of 8-bit codes with weights of −128…127, each two added: every lane holds two.
  @inline(__always)
  func bytePairProducts(_ codes: ShortLanes, _ weights: ShortLanes) -> ShortLanes {
    let sums = unsafe _mm256_maddubs_epi16(
      unsafeBitCast(codes, to: __m256i.self), unsafeBitCast(weights, to: __m256i.self))
    return unsafe unsafeBitCast(sums, to: ShortLanes.self)
  }

  /// The upper 16 bits of products.
  @inline(__always)
  func upperProducts(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let upper = unsafe _mm256_mulhi_epu16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(upper, to: ShortLanes.self)
  }

  /// Writes numbers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let lanes = unsafe unsafeBitCast(value, to: __m256i.self)
    let packed = unsafe unsafeBitCast(_mm256_packus_epi16(lanes, lanes), to: SIMD4<UInt64>.self)
    let narrow = SIMD2(packed[0], packed[2])
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: SIMD2<UInt64>.self)
  }
#endif
