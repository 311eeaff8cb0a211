#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// The floats that begin `spacing` behind the begin of `a`, which `b` follows.
  @inline(__always)
  func nextTap(_ a: FloatLanes, _ b: FloatLanes, _ spacing: Int) -> FloatLanes {
    let first = Int32(truncatingIfNeeded: spacing)
    let places = IntLanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) &+ first
    return unsafe _mm512_permutex2var_ps(a, unsafeBitCast(places, to: __m512i.self), b)
  }

  /// The integers that begin `spacing` behind the begin of `a`, which `b` follows.
  @inline(__always)
  func nextTap(_ a: ShortLanes, _ b: ShortLanes, _ spacing: Int) -> ShortLanes {
    let places =
      spacing == 1
      ? ShortLanes(
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
        26, 27, 28, 29, 30, 31, 32)
      : ShortLanes(
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
        28, 29, 30, 31, 32, 33, 34)
    let next = unsafe _mm512_permutex2var_epi16(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(places, to: __m512i.self),
      unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(next, to: ShortLanes.self)
  }
#endif
