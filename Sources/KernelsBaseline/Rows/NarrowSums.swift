/// Sums modulo 2¹⁶.
@inline(__always)
func wrappedSum(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD8<Int16> { a &+ b }

/// Differences modulo 2¹⁶.
@inline(__always)
func wrappedDifference(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD8<Int16> { a &- b }

/// Products modulo 2¹⁶.
@inline(__always)
func wrappedProduct(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD8<Int16> { a &* b }

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Sums.
  @inline(__always)
  func floatSum(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { _mm_add_ps(a, b) }

  /// Products.
  @inline(__always)
  func floatProduct(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { _mm_mul_ps(a, b) }

  /// Differences.
  @inline(__always)
  func floatDifference(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { _mm_sub_ps(a, b) }

  /// Quotients.
  @inline(__always)
  func floatQuotient(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { _mm_div_ps(a, b) }

  /// Codes of 8 bits as 16-bit integers.
  @inline(__always)
  func widened(_ codes: UnsafePointer<UInt8>) -> SIMD8<Int16> {
    let codes = unsafe UnsafeRawPointer(codes).loadUnaligned(as: UInt64.self)
    let lanes = unsafe unsafeBitCast(SIMD2(codes, 0), to: __m128i.self)
    let wide = _mm_unpacklo_epi8(lanes, _mm_setzero_si128())
    return unsafe unsafeBitCast(wide, to: SIMD8<Int16>.self)
  }

  /// Codes of 16 bits as 32-bit integers.
  @inline(__always)
  func widened(_ codes: UnsafePointer<UInt16>) -> SIMD4<Int32> {
    let codes = unsafe UnsafeRawPointer(codes).loadUnaligned(as: UInt64.self)
    let lanes = unsafe unsafeBitCast(SIMD2(codes, 0), to: __m128i.self)
    let wide = _mm_unpacklo_epi16(lanes, _mm_setzero_si128())
    return unsafe unsafeBitCast(wide, to: SIMD4<Int32>.self)
  }
#else
  /// Sums.
  @inline(__always)
  func floatSum(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    var result = a
    for lane in 0..<4 { result[lane] = a[lane] + b[lane] }
    return result
  }

  /// Products.
  @inline(__always)
  func floatProduct(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    var result = a
    for lane in 0..<4 { result[lane] = a[lane] * b[lane] }
    return result
  }

  /// Differences.
  @inline(__always)
  func floatDifference(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    var result = a
    for lane in 0..<4 { result[lane] = a[lane] - b[lane] }
    return result
  }

  /// Quotients.
  @inline(__always)
  func floatQuotient(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    var result = a
    for lane in 0..<4 { result[lane] = a[lane] / b[lane] }
    return result
  }

  /// Codes of 8 bits as 16-bit integers.
  @inline(__always)
  func widened(_ codes: UnsafePointer<UInt8>) -> SIMD8<Int16> {
    var wide = SIMD8<Int16>(repeating: 0)
    for lane in 0..<8 { unsafe wide[lane] = Int16(codes[lane]) }
    return wide
  }

  /// Codes of 16 bits as 32-bit integers.
  @inline(__always)
  func widened(_ codes: UnsafePointer<UInt16>) -> SIMD4<Int32> {
    var wide = SIMD4<Int32>(repeating: 0)
    for lane in 0..<4 { unsafe wide[lane] = Int32(codes[lane]) }
    return wide
  }
#endif
