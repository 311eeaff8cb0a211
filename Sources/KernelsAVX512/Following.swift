#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// The floats that begin `offset` behind the begin of `a`, which `b` follows.
  ///
  /// The offset is 0 to 15 and known at compile time.
  @inline(__always)
  func following(_ a: FloatLanes, _ b: FloatLanes, _ offset: Int) -> FloatLanes {
    let first = Int32(truncatingIfNeeded: offset)
    let places = IntLanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) &+ first
    return unsafe _mm512_permutex2var_ps(a, unsafeBitCast(places, to: __m512i.self), b)
  }

  /// The integers that begin `offset` behind the begin of `a`, which `b` follows.
  ///
  /// The offset is 1 or 3 and known at compile time. The places are written out: a sum of 32 of
  /// them would be computed wherever they are used.
  @inline(__always)
  func following(_ a: ShortLanes, _ b: ShortLanes, _ offset: Int) -> ShortLanes {
    let places =
      offset == 1
      ? ShortLanes(
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
        26, 27, 28, 29, 30, 31, 32)
      : ShortLanes(
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
        28, 29, 30, 31, 32, 33, 34)
    let result = unsafe _mm512_permutex2var_epi16(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(places, to: __m512i.self),
      unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(result, to: ShortLanes.self)
  }
#endif
