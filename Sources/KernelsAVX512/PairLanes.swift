/// As many 16-bit codes as one 512-bit register holds.
typealias ShortLanes = SIMD32<UInt16>

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Products of 8-bit codes with weights of −128…127, each two added: every lane holds two.
  @inline(__always)
  func bytePairProducts(_ codes: ShortLanes, _ weights: ShortLanes) -> ShortLanes {
    let sums = unsafe _mm512_maddubs_epi16(
      unsafeBitCast(codes, to: __m512i.self), unsafeBitCast(weights, to: __m512i.self))
    return unsafe unsafeBitCast(sums, to: ShortLanes.self)
  }

  /// The upper 16 bits of products.
  @inline(__always)
  func upperProducts(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let upper = unsafe _mm512_mulhi_epu16(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(upper, to: ShortLanes.self)
  }

  /// Writes numbers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let narrow = unsafe _mm512_cvtepi16_epi8(unsafeBitCast(value, to: __m512i.self))
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: __m256i.self)
  }
#endif
