#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// As many 16-bit sums as one 256-bit register holds.
  typealias ShortSums = SIMD16<Int16>

  /// Codes of 8 bits as 16-bit integers.
  @inline(__always)
  func widened(_ codes: UnsafePointer<UInt8>) -> ShortSums {
    let narrow = unsafe UnsafeRawPointer(codes).loadUnaligned(as: __m128i.self)
    let wide = _mm256_cvtepu8_epi16(narrow)
    return unsafe unsafeBitCast(wide, to: ShortSums.self)
  }

  /// Codes of 16 bits as 32-bit integers.
  @inline(__always)
  func widened(_ codes: UnsafePointer<UInt16>) -> IntLanes {
    let narrow = unsafe UnsafeRawPointer(codes).loadUnaligned(as: __m128i.self)
    let wide = _mm256_cvtepu16_epi32(narrow)
    return unsafe unsafeBitCast(wide, to: IntLanes.self)
  }

  /// Sums modulo 2¹⁶.
  @inline(__always)
  func sum(_ a: ShortSums, _ b: ShortSums) -> ShortSums {
    let result = unsafe _mm256_add_epi16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: ShortSums.self)
  }

  /// Differences modulo 2¹⁶.
  @inline(__always)
  func difference(_ a: ShortSums, _ b: ShortSums) -> ShortSums {
    let result = unsafe _mm256_sub_epi16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: ShortSums.self)
  }

  /// Products modulo 2¹⁶.
  @inline(__always)
  func product(_ a: ShortSums, _ b: ShortSums) -> ShortSums {
    let result = unsafe _mm256_mullo_epi16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: ShortSums.self)
  }
#else
  /// As many 16-bit sums as one register holds.
  typealias ShortSums = SIMD8<Int16>
#endif
