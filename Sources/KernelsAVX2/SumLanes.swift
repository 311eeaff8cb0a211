#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Codes of 8 bits as 16-bit integers.
  @inline(__always)
  func widened(_ codes: UnsafePointer<UInt8>) -> ShortLanes {
    let narrow = unsafe UnsafeRawPointer(codes).loadUnaligned(as: __m128i.self)
    let wide = _mm256_cvtepu8_epi16(narrow)
    return unsafe unsafeBitCast(wide, to: ShortLanes.self)
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
  func wrappedSum(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let result = unsafe _mm256_add_epi16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: ShortLanes.self)
  }

  /// Differences modulo 2¹⁶.
  @inline(__always)
  func wrappedDifference(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let result = unsafe _mm256_sub_epi16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: ShortLanes.self)
  }

  /// Products modulo 2¹⁶.
  @inline(__always)
  func wrappedProduct(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let result = unsafe _mm256_mullo_epi16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: ShortLanes.self)
  }

  /// Which lanes are taken from another register: those whose sign is set.
  typealias LaneChoice = FloatLanes

  /// Every second lane, beginning with lane `parity` (0 or 1).
  @inline(__always)
  func everySecond(_ parity: Int) -> LaneChoice {
    let first = FloatLanes(-1, 1, -1, 1, -1, 1, -1, 1)
    return parity == 0 ? first : -first
  }

  /// A register with some lanes of another one.
  @inline(__always)
  func blended(_ a: FloatLanes, _ b: FloatLanes, _ choice: LaneChoice) -> FloatLanes {
    _mm256_blendv_ps(a, b, choice)
  }

  /// Sums.
  @inline(__always)
  func floatSum(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes { _mm256_add_ps(a, b) }

  /// Products.
  @inline(__always)
  func floatProduct(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes { _mm256_mul_ps(a, b) }

  /// Differences.
  @inline(__always)
  func floatDifference(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes { _mm256_sub_ps(a, b) }

  /// Quotients.
  @inline(__always)
  func floatQuotient(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes { _mm256_div_ps(a, b) }
#endif
