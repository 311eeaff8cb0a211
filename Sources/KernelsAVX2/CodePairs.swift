#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Means of two bytes each, half rounded up.
  @inline(__always)
  func byteMeans(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm256_avg_epu8(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Means of two 16-bit codes each, half rounded up.
  @inline(__always)
  func wordMeans(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm256_avg_epu16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Sums of 16-bit numbers.
  @inline(__always)
  func sums16(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm256_add_epi16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Differences of 16-bit numbers.
  @inline(__always)
  func differences16(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm256_sub_epi16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Sums of 32-bit numbers.
  @inline(__always)
  func sums32(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm256_add_epi32(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Differences of 32-bit numbers.
  @inline(__always)
  func differences32(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let result = unsafe _mm256_sub_epi32(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers shifted left.
  @inline(__always)
  func up16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm256_slli_epi16(unsafeBitCast(a, to: __m256i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers with a sign shifted right.
  @inline(__always)
  func down16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm256_srai_epi16(unsafeBitCast(a, to: __m256i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers without a sign shifted right.
  @inline(__always)
  func downUnsigned16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm256_srli_epi16(unsafeBitCast(a, to: __m256i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 32-bit numbers shifted left.
  @inline(__always)
  func up32(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm256_slli_epi32(unsafeBitCast(a, to: __m256i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 32-bit numbers with a sign shifted right.
  @inline(__always)
  func down32(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm256_srai_epi32(unsafeBitCast(a, to: __m256i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 32-bit numbers without a sign shifted right.
  @inline(__always)
  func downUnsigned32(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let result = unsafe _mm256_srli_epi32(unsafeBitCast(a, to: __m256i.self), Int32(shift))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// 16-bit numbers limited to 0…255.
  @inline(__always)
  func limitedToBytes(_ value: IntLanes) -> IntLanes {
    let lifted = unsafe _mm256_max_epi16(
      unsafeBitCast(value, to: __m256i.self), _mm256_setzero_si256())
    let limited = unsafe _mm256_min_epi16(
      lifted, unsafeBitCast(IntLanes(repeating: 0x00FF_00FF), to: __m256i.self))
    return unsafe unsafeBitCast(limited, to: IntLanes.self)
  }

  /// Numbers limited to 0…65535.
  @inline(__always)
  func limitedToWords(_ value: IntLanes) -> IntLanes {
    let lifted = unsafe _mm256_max_epi32(
      unsafeBitCast(value, to: __m256i.self), _mm256_setzero_si256())
    let limited = unsafe _mm256_min_epi32(
      lifted, unsafeBitCast(IntLanes(repeating: 65535), to: __m256i.self))
    return unsafe unsafeBitCast(limited, to: IntLanes.self)
  }

  /// Bytes moved within each half of a register, to the places that both halves are told.
  @inline(__always)
  private func moved(_ value: IntLanes, _ places: SIMD16<UInt8>) -> IntLanes {
    let both = SIMD32(lowHalf: places, highHalf: places)
    let result = unsafe _mm256_shuffle_epi8(
      unsafeBitCast(value, to: __m256i.self), unsafeBitCast(both, to: __m256i.self))
    return unsafe unsafeBitCast(result, to: IntLanes.self)
  }

  /// Writes registers whose halves stand in turn.
  @inline(__always)
  private func store(
    _ first: IntLanes, _ second: IntLanes, _ third: IntLanes, _ target: UnsafeMutableRawPointer
  ) {
    unsafe target.storeBytes(of: first.lowHalf, as: SIMD4<Int32>.self)
    unsafe target.storeBytes(of: second.lowHalf, toByteOffset: 16, as: SIMD4<Int32>.self)
    unsafe target.storeBytes(of: third.lowHalf, toByteOffset: 32, as: SIMD4<Int32>.self)
    unsafe target.storeBytes(of: first.highHalf, toByteOffset: 48, as: SIMD4<Int32>.self)
    unsafe target.storeBytes(of: second.highHalf, toByteOffset: 64, as: SIMD4<Int32>.self)
    unsafe target.storeBytes(of: third.highHalf, toByteOffset: 80, as: SIMD4<Int32>.self)
  }

  /// Writes three registers of 16-bit words in turn: one word of each.
  ///
  /// Eight words of a register have three residues of places modulo 3. Each register is put in the
  /// order of those places modulo 8, which is one order for all three results; a mask then picks.
  @inline(__always)
  func storeInTurn16(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    let a = moved(a, SIMD16(0, 1, 6, 7, 12, 13, 2, 3, 8, 9, 14, 15, 4, 5, 10, 11))
    let b = moved(b, SIMD16(10, 11, 0, 1, 6, 7, 12, 13, 2, 3, 8, 9, 14, 15, 4, 5))
    let c = moved(c, SIMD16(4, 5, 10, 11, 0, 1, 6, 7, 12, 13, 2, 3, 8, 9, 14, 15))
    let places036 = IntLanes(0xFFFF, -65536, 0, 0xFFFF, 0xFFFF, -65536, 0, 0xFFFF)
    let places147 = IntLanes(-65536, 0, 0xFFFF, -65536, -65536, 0, 0xFFFF, -65536)
    let places25 = ~(places036 | places147)
    unsafe store(
      (a & places036) | (b & places147) | (c & places25),
      (a & places147) | (b & places25) | (c & places036),
      (a & places25) | (b & places036) | (c & places147), target)
  }

  /// As `storeInTurn16`, 32-bit words.
  @inline(__always)
  func storeInTurn32(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    let a = moved(a, SIMD16(0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7))
    let b = moved(b, SIMD16(4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11))
    let c = moved(c, SIMD16(8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15))
    let places03 = IntLanes(-1, 0, 0, -1, -1, 0, 0, -1)
    let places1 = IntLanes(0, -1, 0, 0, 0, -1, 0, 0)
    let places2 = IntLanes(0, 0, -1, 0, 0, 0, -1, 0)
    unsafe store(
      (a & places03) | (b & places1) | (c & places2),
      (a & places2) | (b & places03) | (c & places1),
      (a & places1) | (b & places2) | (c & places03), target)
  }

  /// Writes the three lower bytes of each lane side by side, of two registers in turn.
  @inline(__always)
  func storeTriples(
    _ even: IntLanes, _ odd: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    unsafe storeTriplesByLane(even, odd, target)
  }
#endif
