#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// As many 8-bit codes as one 256-bit register holds.
  typealias ByteLanes = SIMD32<UInt8>
  /// As many 16-bit codes.
  typealias WordLanes = SIMD16<UInt16>

  /// The lower of each two codes.
  @inline(__always)
  func lower(_ a: ByteLanes, _ b: ByteLanes) -> ByteLanes {
    let result = unsafe _mm256_min_epu8(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: ByteLanes.self)
  }

  /// The higher of each two codes.
  @inline(__always)
  func higher(_ a: ByteLanes, _ b: ByteLanes) -> ByteLanes {
    let result = unsafe _mm256_max_epu8(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: ByteLanes.self)
  }

  /// The lower of each two codes.
  @inline(__always)
  func lower(_ a: WordLanes, _ b: WordLanes) -> WordLanes {
    let result = unsafe _mm256_min_epu16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: WordLanes.self)
  }

  /// The higher of each two codes.
  @inline(__always)
  func higher(_ a: WordLanes, _ b: WordLanes) -> WordLanes {
    let result = unsafe _mm256_max_epu16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: WordLanes.self)
  }
#else
  /// As many 8-bit codes as one register holds.
  typealias ByteLanes = SIMD16<UInt8>
  /// As many 16-bit codes.
  typealias WordLanes = SIMD8<UInt16>
#endif
