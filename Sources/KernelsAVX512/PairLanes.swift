/// As many 16-bit codes as one 512-bit register holds.
typealias ShortLanes = SIMD32<UInt16>

/// Even and odd lanes of two registers, each out of order in the same way.
@inline(__always)
func parted(_ a: FloatLanes, _ b: FloatLanes) -> (even: FloatLanes, odd: FloatLanes) {
  let even = FloatLanes(
    a[0], a[2], b[0], b[2], a[4], a[6], b[4], b[6], a[8], a[10], b[8], b[10], a[12], a[14], b[12],
    b[14])
  let odd = FloatLanes(
    a[1], a[3], b[1], b[3], a[5], a[7], b[5], b[7], a[9], a[11], b[9], b[11], a[13], a[15], b[13],
    b[15])
  return (even, odd)
}

/// Puts lanes in order that ``parted(_:_:)`` left out of order.
@inline(__always)
func inOrder(_ v: FloatLanes) -> FloatLanes {
  FloatLanes(
    v[0], v[1], v[4], v[5], v[8], v[9], v[12], v[13], v[2], v[3], v[6], v[7], v[10], v[11], v[14],
    v[15])
}

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

  /// Reads 16-bit numbers as 32-bit ones.
  @inline(__always)
  func widened(_ numbers: UnsafePointer<UInt16>) -> IntLanes {
    let narrow = unsafe UnsafeRawPointer(numbers).loadUnaligned(as: __m256i.self)
    return unsafe unsafeBitCast(_mm512_cvtepu16_epi32(narrow), to: IntLanes.self)
  }

  /// Integers as floats, to the nearest.
  @inline(__always)
  func floats(_ value: IntLanes) -> FloatLanes {
    unsafe _mm512_cvtepi32_ps(unsafeBitCast(value, to: __m512i.self))
  }

  /// Writes numbers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let narrow = unsafe _mm512_cvtepi16_epi8(unsafeBitCast(value, to: __m512i.self))
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: __m256i.self)
  }
#endif
