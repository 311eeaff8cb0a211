/// As many floats as one 512-bit register holds.
typealias FloatLanes = SIMD16<Float>
/// A choice for each of them.
typealias FloatMask = SIMDMask<SIMD16<Int32>>
/// As many 32-bit integers.
typealias IntLanes = SIMD16<Int32>
/// Registers of results that a dense filter keeps for each of four rows, as many as there is room
/// for.
let denseRegisters = 3
/// Whether what lies between two registers is put together of them, rather than loaded once more.
let combinesRegisters = true

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Products of 16-bit integers, each two added: every lane holds two.
  @inline(__always)
  func pairProducts(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let sums = unsafe _mm512_madd_epi16(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(sums, to: IntLanes.self)
  }

  /// What is left of numbers of less than 2³¹ when their fractions are cut off.
  @inline(__always)
  func truncated(_ value: FloatLanes) -> IntLanes {
    let integers = _mm512_cvttps_epi32(value)
    return unsafe unsafeBitCast(integers, to: IntLanes.self)
  }

  /// Writes integers of 0…65535 as 16-bit codes.
  @inline(__always)
  func storeCodes(_ value: IntLanes, _ codes: UnsafeMutablePointer<UInt16>) {
    let narrow = unsafe _mm512_cvtepi32_epi16(unsafeBitCast(value, to: __m512i.self))
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: __m256i.self)
  }

  /// Writes integers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: IntLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let narrow = unsafe _mm512_cvtepi32_epi8(unsafeBitCast(value, to: __m512i.self))
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: __m128i.self)
  }

  /// Writes floats past the cache, to a multiple of 64 bytes.
  @inline(__always)
  func storePast(_ value: FloatLanes, _ address: UnsafeMutablePointer<Float>) {
    unsafe _mm512_stream_ps(address, value)
  }
#endif
