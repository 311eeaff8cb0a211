#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// The lower of each two codes.
  @inline(__always)
  func lower(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>) -> SIMD16<UInt8> {
    let result = unsafe _mm_min_epu8(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(result, to: SIMD16<UInt8>.self)
  }

  /// The higher of each two codes.
  @inline(__always)
  func higher(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>) -> SIMD16<UInt8> {
    let result = unsafe _mm_max_epu8(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(result, to: SIMD16<UInt8>.self)
  }

  /// What each first code has more than the second, or 0.
  @inline(__always)
  func excess(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> {
    let result = unsafe _mm_subs_epu16(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(result, to: SIMD8<UInt16>.self)
  }

  /// The lower of each two codes; the least instruction set compares only signed ones.
  @inline(__always)
  func lower(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> { a &- excess(a, b) }

  /// The higher of each two codes.
  @inline(__always)
  func higher(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> { b &+ excess(a, b) }
#else
  /// The lower of each two codes.
  @inline(__always)
  func lower(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>) -> SIMD16<UInt8> {
    a.replacing(with: b, where: b .< a)
  }

  /// The higher of each two codes.
  @inline(__always)
  func higher(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>) -> SIMD16<UInt8> {
    b.replacing(with: a, where: b .< a)
  }

  /// The lower of each two codes.
  @inline(__always)
  func lower(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> {
    a.replacing(with: b, where: b .< a)
  }

  /// The higher of each two codes.
  @inline(__always)
  func higher(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> {
    b.replacing(with: a, where: b .< a)
  }
#endif
