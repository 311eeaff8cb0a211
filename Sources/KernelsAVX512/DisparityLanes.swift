#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// A register of costs or of sums of costs, one lane a disparity: bytes or 16-bit numbers.
  ///
  /// The operators of such types with many lanes become code lane by lane; these functions do not.
  typealias DisparityLanes = __m512i

  /// How many bytes a register holds.
  let disparityBytes = 64

  /// A byte in every lane.
  @inline(__always)
  func bytes(repeating value: UInt8) -> DisparityLanes {
    _mm512_set1_epi8(Int8(bitPattern: value))
  }

  /// A 16-bit number in every lane.
  @inline(__always)
  func words(repeating value: UInt16) -> DisparityLanes {
    _mm512_set1_epi16(Int16(bitPattern: value))
  }

  /// Sums of bytes.
  @inline(__always)
  func byteSum(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm512_add_epi8(a, b)
  }

  /// Differences of bytes.
  @inline(__always)
  func byteDifference(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm512_sub_epi8(a, b)
  }

  /// Sums of bytes, at most 255.
  @inline(__always)
  func limitedByteSum(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm512_adds_epu8(a, b)
  }

  /// Differences of bytes, at least 0.
  @inline(__always)
  func limitedByteDifference(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm512_subs_epu8(a, b)
  }

  /// The lower of each two bytes.
  @inline(__always)
  func lowerBytes(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm512_min_epu8(a, b)
  }

  /// Bytes without so many low bits.
  @inline(__always)
  func byteQuotients(_ v: DisparityLanes, shift: Int) -> DisparityLanes {
    _mm512_srli_epi16(v, UInt32(truncatingIfNeeded: shift))
      & bytes(repeating: 255 &>> UInt8(truncatingIfNeeded: shift))
  }

  /// Bytes of 0 or 1 times a power of two, at most 128.
  @inline(__always)
  func bytesLifted(_ v: DisparityLanes, by bit: Int) -> DisparityLanes {
    _mm512_slli_epi16(v, UInt32(truncatingIfNeeded: bit))
  }

  /// How many bits of each byte are set: those of two halves, looked up.
  @inline(__always)
  func bitCounts(_ v: DisparityLanes) -> DisparityLanes {
    let counts = bitsOfHalves
    let low = _mm512_shuffle_epi8(counts, v & bytes(repeating: 15))
    return _mm512_add_epi8(low, _mm512_shuffle_epi8(counts, byteQuotients(v, shift: 4)))
  }

  /// Set bits of 0 to 15, for every 16 bytes.
  private var bitsOfHalves: DisparityLanes {
    unsafe unsafeBitCast(
      SIMD8<UInt64>(
        0x0302_0201_0201_0100, 0x0403_0302_0302_0201, 0x0302_0201_0201_0100,
        0x0403_0302_0302_0201, 0x0302_0201_0201_0100, 0x0403_0302_0302_0201,
        0x0302_0201_0201_0100, 0x0403_0302_0302_0201),
      to: DisparityLanes.self)
  }

  /// The first half of the bytes as 16-bit numbers.
  @inline(__always)
  func firstWords(_ v: DisparityLanes) -> DisparityLanes { _mm512_cvtepu8_epi16(v.lowHalf) }

  /// The second half of the bytes as 16-bit numbers.
  @inline(__always)
  func secondWords(_ v: DisparityLanes) -> DisparityLanes { _mm512_cvtepu8_epi16(v.highHalf) }

  /// The first half of the bytes, -128 to 127, as 16-bit numbers.
  @inline(__always)
  func firstSignedWords(_ v: DisparityLanes) -> DisparityLanes {
    _mm512_cvtepi8_epi16(v.lowHalf)
  }

  /// The second half of the bytes, -128 to 127, as 16-bit numbers.
  @inline(__always)
  func secondSignedWords(_ v: DisparityLanes) -> DisparityLanes {
    _mm512_cvtepi8_epi16(v.highHalf)
  }

  /// Differences of 16-bit numbers.
  @inline(__always)
  func wordDifference(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm512_sub_epi16(a, b)
  }

  /// Sums of 16-bit numbers.
  @inline(__always)
  func wordSum(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm512_add_epi16(a, b)
  }

  /// The lower of each two 16-bit numbers.
  @inline(__always)
  func lowerWords(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm512_min_epu16(a, b)
  }

  /// The least of all bytes.
  @inline(__always)
  func leastByte(_ v: DisparityLanes) -> UInt8 {
    let half = _mm256_min_epu8(v.lowHalf, v.highHalf)
    let quarter = _mm_min_epu8(half.lowHalf, half.highHalf)
    let pairs = _mm_min_epu8(quarter, _mm_srli_epi16(quarter, 8)) & _mm_set1_epi16(0xFF)
    return UInt8(truncatingIfNeeded: _mm_cvtsi128_si32(_mm_minpos_epu16(pairs)))
  }

  /// The least of all 16-bit numbers.
  @inline(__always)
  func leastWord(_ v: DisparityLanes) -> UInt16 {
    let half = _mm256_min_epu16(v.lowHalf, v.highHalf)
    let quarter = _mm_min_epu16(half.lowHalf, half.highHalf)
    return UInt16(truncatingIfNeeded: _mm_cvtsi128_si32(_mm_minpos_epu16(quarter)))
  }

  /// A bit for each 16-bit number that is less than the other.
  @inline(__always)
  func lessWordBits(_ a: DisparityLanes, _ b: DisparityLanes) -> UInt32 {
    let more = _mm512_subs_epu16(b, a)
    return _mm512_test_epi16_mask(more, more)
  }

  /// Where a 16-bit number is less than the other, the first choice, elsewhere the second.
  @inline(__always)
  func chosenWords(
    where a: DisparityLanes, isLessThan b: DisparityLanes, _ first: DisparityLanes,
    _ second: DisparityLanes
  ) -> DisparityLanes {
    _mm512_mask_blend_epi16(lessWordBits(a, b), second, first)
  }
#endif
