#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Means of two bytes each, half rounded up.
  @inline(__always)
  func byteMeans(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm512_avg_epu8(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Means of two 16-bit codes each, half rounded up.
  @inline(__always)
  func wordMeans(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm512_avg_epu16(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Sums of 16-bit numbers.
  @inline(__always)
  func sums16(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm512_add_epi16(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Differences of 16-bit numbers.
  @inline(__always)
  func differences16(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm512_sub_epi16(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Sums of 32-bit numbers.
  @inline(__always)
  func sums32(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm512_add_epi32(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Differences of 32-bit numbers.
  @inline(__always)
  func differences32(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm512_sub_epi32(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers shifted left.
  @inline(__always)
  func up16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm512_slli_epi16(unsafeBitCast(a, to: __m512i.self), UInt32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers with a sign shifted right.
  @inline(__always)
  func down16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm512_srai_epi16(unsafeBitCast(a, to: __m512i.self), UInt32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers without a sign shifted right.
  @inline(__always)
  func downUnsigned16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm512_srli_epi16(unsafeBitCast(a, to: __m512i.self), UInt32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 32-bit numbers shifted left.
  @inline(__always)
  func up32(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm512_slli_epi32(unsafeBitCast(a, to: __m512i.self), UInt32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 32-bit numbers with a sign shifted right.
  @inline(__always)
  func down32(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm512_srai_epi32(unsafeBitCast(a, to: __m512i.self), UInt32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 32-bit numbers without a sign shifted right.
  @inline(__always)
  func downUnsigned32(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm512_srli_epi32(unsafeBitCast(a, to: __m512i.self), UInt32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers limited to 0…255.
  @inline(__always)
  func limitedToBytes(_ value: IntLanes) -> IntLanes {
    let lifted = unsafe _mm512_max_epi16(
      unsafeBitCast(value, to: __m512i.self), _mm512_setzero_si512())
    let limited = unsafe _mm512_min_epi16(
      lifted, unsafeBitCast(IntLanes(repeating: 0x00FF_00FF), to: __m512i.self))
    return unsafe unsafeBitCast(limited, to: IntLanes.self)
  }

  /// Numbers limited to 0…65535.
  @inline(__always)
  func limitedToWords(_ value: IntLanes) -> IntLanes {
    let lifted = unsafe _mm512_max_epi32(
      unsafeBitCast(value, to: __m512i.self), _mm512_setzero_si512())
    let limited = unsafe _mm512_min_epi32(
      lifted, unsafeBitCast(IntLanes(repeating: 65535), to: __m512i.self))
    return unsafe unsafeBitCast(limited, to: IntLanes.self)
  }

  /// 16-bit words at places of two registers side by side.
  @inline(__always)
  private func taken16(
    _ a: IntLanes, _ b: IntLanes, _ places: WordLanes, _ zero: IntLanes
  ) -> IntLanes {
    let places = unsafe sums16(unsafeBitCast(places, to: IntLanes.self), zero)
    let result = unsafe _mm512_permutex2var_epi16(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(places, to: __m512i.self),
      unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 32-bit words at places of two registers side by side.
  @inline(__always)
  private func taken32(
    _ a: IntLanes, _ b: IntLanes, _ places: IntLanes, _ zero: IntLanes
  ) -> IntLanes {
    let result = unsafe _mm512_permutex2var_epi32(
      unsafeBitCast(a, to: __m512i.self),
      unsafeBitCast(sums32(places, zero), to: __m512i.self),
      unsafeBitCast(b, to: __m512i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Writes three registers of 16-bit words in turn: one word of each.
  ///
  /// Two steps make a register: the first takes words of `a` and `b`, the second adds those of `c`.
  /// `zero` is 0 and not known to be: the compiler takes permutations by known places apart, and
  /// joins them with the shifts and masks before them to ten times as many.
  @inline(__always)
  func storeInTurn16(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    let zero = IntLanes(repeating: Int32(truncatingIfNeeded: zero))
    let places0 = WordLanes(
      0, 32, 0, 1, 33, 0, 2, 34, 0, 3, 35, 0, 4, 36, 0, 5, 37, 0, 6, 38, 0, 7, 39, 0, 8, 40, 0, 9,
      41, 0, 10, 42)
    let filled0 = WordLanes(
      0, 1, 32, 3, 4, 33, 6, 7, 34, 9, 10, 35, 12, 13, 36, 15, 16, 37, 18, 19, 38, 21, 22, 39, 24,
      25, 40, 27, 28, 41, 30, 31)
    let places1 = WordLanes(
      0, 11, 43, 0, 12, 44, 0, 13, 45, 0, 14, 46, 0, 15, 47, 0, 16, 48, 0, 17, 49, 0, 18, 50, 0,
      19, 51, 0, 20, 52, 0, 21)
    let filled1 = WordLanes(
      42, 1, 2, 43, 4, 5, 44, 7, 8, 45, 10, 11, 46, 13, 14, 47, 16, 17, 48, 19, 20, 49, 22, 23, 50,
      25, 26, 51, 28, 29, 52, 31)
    let places2 = WordLanes(
      53, 0, 22, 54, 0, 23, 55, 0, 24, 56, 0, 25, 57, 0, 26, 58, 0, 27, 59, 0, 28, 60, 0, 29, 61,
      0, 30, 62, 0, 31, 63, 0)
    let filled2 = WordLanes(
      0, 53, 2, 3, 54, 5, 6, 55, 8, 9, 56, 11, 12, 57, 14, 15, 58, 17, 18, 59, 20, 21, 60, 23, 24,
      61, 26, 27, 62, 29, 30, 63)
    let r0 = taken16(taken16(a, b, places0, zero), c, filled0, zero)
    let r1 = taken16(taken16(a, b, places1, zero), c, filled1, zero)
    let r2 = taken16(taken16(a, b, places2, zero), c, filled2, zero)
    unsafe target.storeBytes(of: r0, as: IntLanes.self)
    unsafe target.storeBytes(of: r1, toByteOffset: 64, as: IntLanes.self)
    unsafe target.storeBytes(of: r2, toByteOffset: 128, as: IntLanes.self)
  }

  /// As `storeInTurn16`, 32-bit words, past the cache and to a multiple of 64 bytes: colours of 16
  /// bits take six bytes a pixel, and a quarter of the time goes into making room for them.
  @inline(__always)
  func storeInTurn32(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    let zero = IntLanes(repeating: Int32(truncatingIfNeeded: zero))
    let places0 = IntLanes(0, 16, 0, 1, 17, 0, 2, 18, 0, 3, 19, 0, 4, 20, 0, 5)
    let filled0 = IntLanes(0, 1, 16, 3, 4, 17, 6, 7, 18, 9, 10, 19, 12, 13, 20, 15)
    let places1 = IntLanes(21, 0, 6, 22, 0, 7, 23, 0, 8, 24, 0, 9, 25, 0, 10, 26)
    let filled1 = IntLanes(0, 21, 2, 3, 22, 5, 6, 23, 8, 9, 24, 11, 12, 25, 14, 15)
    let places2 = IntLanes(0, 11, 27, 0, 12, 28, 0, 13, 29, 0, 14, 30, 0, 15, 31, 0)
    let filled2 = IntLanes(26, 1, 2, 27, 4, 5, 28, 7, 8, 29, 10, 11, 30, 13, 14, 31)
    let r0 = taken32(taken32(a, b, places0, zero), c, filled0, zero)
    let r1 = taken32(taken32(a, b, places1, zero), c, filled1, zero)
    let r2 = taken32(taken32(a, b, places2, zero), c, filled2, zero)
    unsafe _mm512_stream_si512(target, unsafeBitCast(r0, to: __m512i.self))
    unsafe _mm512_stream_si512(target + 64, unsafeBitCast(r1, to: __m512i.self))
    unsafe _mm512_stream_si512(target + 128, unsafeBitCast(r2, to: __m512i.self))
  }

  /// Writes the three lower bytes of each lane side by side, of two registers in turn; `zero` as
  /// for `storeInTurn16`.
  @inline(__always)
  func storeTriples(
    _ even: IntLanes, _ odd: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    let zero = IntLanes(repeating: Int32(truncatingIfNeeded: zero))
    let low = IntLanes(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
    let high = IntLanes(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
    unsafe storeTriples(taken32(even, odd, low, zero), target, zero)
    unsafe storeTriples(taken32(even, odd, high, zero), target + 48, zero)
  }

  @inline(__always)
  private func storeTriples(
    _ value: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: IntLanes
  ) {
    let bytes = IntLanes(
      0x0402_0100, 0x0908_0605, 0x0E0D_0C0A, -1, 0x0402_0100, 0x0908_0605, 0x0E0D_0C0A, -1,
      0x0402_0100, 0x0908_0605, 0x0E0D_0C0A, -1, 0x0402_0100, 0x0908_0605, 0x0E0D_0C0A, -1)
    let packed = unsafe _mm512_shuffle_epi8(
      unsafeBitCast(value, to: __m512i.self),
      unsafeBitCast(sums32(bytes, zero), to: __m512i.self))
    let words = IntLanes(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15)
    let result = unsafe _mm512_permutexvar_epi32(
      unsafeBitCast(sums32(words, zero), to: __m512i.self), packed)
    let lanes = unsafe unsafeBitCast(result, to: IntLanes.self)
    unsafe target.storeBytes(of: lanes.lowHalf, as: SIMD8<Int32>.self)
    unsafe target.storeBytes(of: lanes.highHalf.lowHalf, toByteOffset: 32, as: SIMD4<Int32>.self)
  }
#endif
