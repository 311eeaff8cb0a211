/// As many 16-bit codes as one 128-bit register holds.
typealias ShortLanes = SIMD8<UInt16>

/// Products of 8-bit codes with weights of 0…127, each two added: every lane holds two.
@inline(__always)
func bytePairProducts(_ codes: ShortLanes, _ weights: ShortLanes) -> ShortLanes {
  let low = (codes & 255) &* (weights & 255)
  return low &+ (codes &>> 8) &* (weights &>> 8)
}

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// The upper 16 bits of products.
  @inline(__always)
  func upperProducts(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let upper = unsafe _mm_mulhi_epu16(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(upper, to: ShortLanes.self)
  }

  /// Writes numbers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let lanes = unsafe unsafeBitCast(value, to: __m128i.self)
    let packed = unsafe unsafeBitCast(_mm_packus_epi16(lanes, lanes), to: SIMD2<UInt64>.self)
    let narrow = packed[0]
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: UInt64.self)
  }
#endif
