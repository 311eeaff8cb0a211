#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Means of two bytes each, half rounded up.
  @inline(__always)
  func byteMeans(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm_avg_epu8(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Means of two 16-bit codes each, half rounded up.
  @inline(__always)
  func wordMeans(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm_avg_epu16(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Sums of 16-bit numbers.
  @inline(__always)
  func sums16(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm_add_epi16(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Differences of 16-bit numbers.
  @inline(__always)
  func differences16(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm_sub_epi16(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Sums of 32-bit numbers.
  @inline(__always)
  func sums32(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm_add_epi32(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Differences of 32-bit numbers.
  @inline(__always)
  func differences32(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm_sub_epi32(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers shifted left.
  @inline(__always)
  func up16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm_slli_epi16(unsafeBitCast(a, to: __m128i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers with a sign shifted right.
  @inline(__always)
  func down16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm_srai_epi16(unsafeBitCast(a, to: __m128i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers without a sign shifted right.
  @inline(__always)
  func downUnsigned16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm_srli_epi16(unsafeBitCast(a, to: __m128i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 32-bit numbers shifted left.
  @inline(__always)
  func up32(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm_slli_epi32(unsafeBitCast(a, to: __m128i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 32-bit numbers with a sign shifted right.
  @inline(__always)
  func down32(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm_srai_epi32(unsafeBitCast(a, to: __m128i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 32-bit numbers without a sign shifted right.
  @inline(__always)
  func downUnsigned32(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm_srli_epi32(unsafeBitCast(a, to: __m128i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers limited to 0…255.
  @inline(__always)
  func limitedToBytes(_ value: IntLanes) -> IntLanes {
    let lifted = unsafe _mm_max_epi16(unsafeBitCast(value, to: __m128i.self), _mm_setzero_si128())
    let limited = unsafe _mm_min_epi16(
      lifted, unsafeBitCast(IntLanes(repeating: 0x00FF_00FF), to: __m128i.self))
    return unsafe unsafeBitCast(limited, to: IntLanes.self)
  }

  /// Numbers of less than 2³⁰ limited to 0…65535; there is no instruction for the higher of two.
  @inline(__always)
  func limitedToWords(_ value: IntLanes) -> IntLanes {
    let lifted = value & ~down32(value, 31)
    let beyond = down32(differences32(IntLanes(repeating: 65535), lifted), 31)
    return (lifted | beyond) & IntLanes(repeating: 65535)
  }

  /// Writes three registers of 16-bit words in turn: one word of each.
  @inline(__always)
  func storeInTurn16(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    let words = unsafe target.assumingMemoryBound(to: UInt16.self)
    let a = unsafe unsafeBitCast(a, to: WordLanes.self)
    let b = unsafe unsafeBitCast(b, to: WordLanes.self)
    let c = unsafe unsafeBitCast(c, to: WordLanes.self)
    for lane in 0..<WordLanes.scalarCount {
      unsafe words[3 * lane] = a[lane]
      unsafe words[3 * lane + 1] = b[lane]
      unsafe words[3 * lane + 2] = c[lane]
    }
  }

  /// As `storeInTurn16`, 32-bit words.
  @inline(__always)
  func storeInTurn32(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    let words = unsafe target.assumingMemoryBound(to: Int32.self)
    for lane in 0..<IntLanes.scalarCount {
      unsafe words[3 * lane] = a[lane]
      unsafe words[3 * lane + 1] = b[lane]
      unsafe words[3 * lane + 2] = c[lane]
    }
  }

  /// Writes the three lower bytes of each lane side by side, of two registers in turn.
  @inline(__always)
  func storeTriples(
    _ even: IntLanes, _ odd: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    unsafe storeTriplesByLane(even, odd, target)
  }
#endif
