/// As many floats as one 128-bit register holds.
typealias FloatLanes = SIMD4<Float>
/// A choice for each of them.
typealias FloatMask = SIMDMask<SIMD4<Int32>>
/// As many 32-bit integers.
typealias IntLanes = SIMD4<Int32>
/// Registers of results that a dense filter keeps for each of four rows, as many as there is room
/// for.
let denseRegisters = 2
/// Whether what lies between two registers is put together of them, rather than loaded once more.
let combinesRegisters = false

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Products of 16-bit integers, each two added: every lane holds two.
  @inline(__always)
  func pairProducts(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let sums = unsafe _mm_madd_epi16(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(sums, to: IntLanes.self)
  }

  /// What is left of numbers of less than 2³¹ when their fractions are cut off.
  @inline(__always)
  func truncated(_ value: FloatLanes) -> IntLanes {
    let integers = _mm_cvttps_epi32(value)
    return unsafe unsafeBitCast(integers, to: IntLanes.self)
  }

  /// Writes integers of 0…65535 as 16-bit codes.
  @inline(__always)
  func storeCodes(_ value: IntLanes, _ codes: UnsafeMutablePointer<UInt16>) {
    let signed = unsafe unsafeBitCast(value &- 32768, to: __m128i.self)
    let packed = unsafe unsafeBitCast(_mm_packs_epi32(signed, signed), to: SIMD2<UInt64>.self)
    let narrow = packed[0] ^ 0x8000_8000_8000_8000
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: UInt64.self)
  }

  /// Writes integers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: IntLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let lanes = unsafe unsafeBitCast(value, to: __m128i.self)
    let halves = _mm_packs_epi32(lanes, lanes)
    let packed = unsafe unsafeBitCast(_mm_packus_epi16(halves, halves), to: SIMD4<UInt32>.self)
    let narrow = packed[0]
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: UInt32.self)
  }

  /// Writes floats past the cache, to a multiple of 16 bytes.
  @inline(__always)
  func storePast(_ value: FloatLanes, _ address: UnsafeMutablePointer<Float>) {
    unsafe _mm_stream_ps(address, value)
  }
#endif
