#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// A register of costs or of sums of costs, one lane a disparity: bytes or 16-bit numbers.
  ///
  /// The operators of such types with many lanes become code lane by lane; these functions do not.
  typealias DisparityLanes = __m128i

  /// How many bytes a register holds.
  let disparityBytes = 16

  /// A byte in every lane.
  @inline(__always)
  func bytes(repeating value: UInt8) -> DisparityLanes {
    _mm_set1_epi8(Int8(bitPattern: value))
  }

  /// A 16-bit number in every lane.
  @inline(__always)
  func words(repeating value: UInt16) -> DisparityLanes {
    _mm_set1_epi16(Int16(bitPattern: value))
  }

  /// Sums of bytes.
  @inline(__always)
  func byteSum(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm_add_epi8(a, b)
  }

  /// Differences of bytes.
  @inline(__always)
  func byteDifference(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm_sub_epi8(a, b)
  }

  /// Sums of bytes, at most 255.
  @inline(__always)
  func limitedByteSum(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm_adds_epu8(a, b)
  }

  /// Differences of bytes, at least 0.
  @inline(__always)
  func limitedByteDifference(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm_subs_epu8(a, b)
  }

  /// The lower of each two bytes.
  @inline(__always)
  func lowerBytes(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm_min_epu8(a, b)
  }

  /// Bytes without so many low bits.
  @inline(__always)
  func byteQuotients(_ v: DisparityLanes, shift: Int) -> DisparityLanes {
    _mm_srli_epi16(v, Int32(truncatingIfNeeded: shift))
      & bytes(repeating: 255 &>> UInt8(truncatingIfNeeded: shift))
  }

  /// Bytes of 0 or 1 times a power of two, at most 128.
  @inline(__always)
  func bytesLifted(_ v: DisparityLanes, by bit: Int) -> DisparityLanes {
    _mm_slli_epi16(v, Int32(truncatingIfNeeded: bit))
  }

  /// How many bits of each byte are set: of pairs, of fours, of eights.
  @inline(__always)
  func bitCounts(_ v: DisparityLanes) -> DisparityLanes {
    let pairs = _mm_sub_epi8(v, _mm_srli_epi16(v, 1) & bytes(repeating: 0x55))
    let mask = bytes(repeating: 0x33)
    let fours = _mm_add_epi8(pairs & mask, _mm_srli_epi16(pairs, 2) & mask)
    return _mm_add_epi8(fours, _mm_srli_epi16(fours, 4)) & bytes(repeating: 15)
  }

  /// The first half of the bytes as 16-bit numbers.
  @inline(__always)
  func firstWords(_ v: DisparityLanes) -> DisparityLanes {
    _mm_unpacklo_epi8(v, _mm_setzero_si128())
  }

  /// The second half of the bytes as 16-bit numbers.
  @inline(__always)
  func secondWords(_ v: DisparityLanes) -> DisparityLanes {
    _mm_unpackhi_epi8(v, _mm_setzero_si128())
  }

  /// The first half of the bytes, -128 to 127, as 16-bit numbers.
  @inline(__always)
  func firstSignedWords(_ v: DisparityLanes) -> DisparityLanes {
    _mm_srai_epi16(_mm_unpacklo_epi8(v, v), 8)
  }

  /// The second half of the bytes, -128 to 127, as 16-bit numbers.
  @inline(__always)
  func secondSignedWords(_ v: DisparityLanes) -> DisparityLanes {
    _mm_srai_epi16(_mm_unpackhi_epi8(v, v), 8)
  }

  /// Differences of 16-bit numbers.
  @inline(__always)
  func wordDifference(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm_sub_epi16(a, b)
  }

  /// Sums of 16-bit numbers.
  @inline(__always)
  func wordSum(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm_add_epi16(a, b)
  }

  /// The lower of each two 16-bit numbers, which are below 2^15.
  @inline(__always)
  func lowerWords(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
    _mm_min_epi16(a, b)
  }

  /// The least of all 16-bit numbers, which are below 2^15.
  @inline(__always)
  func leastWord(_ v: DisparityLanes) -> UInt16 {
    let four = _mm_min_epi16(v, _mm_unpackhi_epi64(v, v))[0]
    let (a, b) = (four & 0xFFFF, (four &>> 16) & 0xFFFF)
    let (c, d) = ((four &>> 32) & 0xFFFF, (four &>> 48) & 0xFFFF)
    let (e, f) = (a < b ? a : b, c < d ? c : d)
    return UInt16(truncatingIfNeeded: e < f ? e : f)
  }

  /// The least of all bytes.
  @inline(__always)
  func leastByte(_ v: DisparityLanes) -> UInt8 {
    let even = v & words(repeating: 0xFF)
    return UInt8(truncatingIfNeeded: leastWord(_mm_min_epi16(even, _mm_srli_epi16(v, 8))))
  }

  /// One bit for two equal neighbours.
  @inline(__always)
  private func halvedBits(_ bits: UInt32) -> UInt32 {
    var pairs = bits & 0x5555_5555
    pairs = (pairs | pairs &>> 1) & 0x3333_3333
    pairs = (pairs | pairs &>> 2) & 0x0F0F_0F0F
    pairs = (pairs | pairs &>> 4) & 0x00FF_00FF
    return (pairs | pairs &>> 8) & 0xFFFF
  }

  /// A bit for each 16-bit number that is less than the other; both are below 2^15.
  @inline(__always)
  func lessWordBits(_ a: DisparityLanes, _ b: DisparityLanes) -> UInt32 {
    halvedBits(UInt32(bitPattern: _mm_movemask_epi8(_mm_cmpgt_epi16(b, a))))
  }

  /// Where a 16-bit number is less than the other, the first choice, elsewhere the second; those
  /// that are compared are below 2^15.
  @inline(__always)
  func chosenWords(
    where a: DisparityLanes, isLessThan b: DisparityLanes, _ first: DisparityLanes,
    _ second: DisparityLanes
  ) -> DisparityLanes {
    let less = _mm_cmpgt_epi16(b, a)
    return (first & less) | _mm_andnot_si128(less, second)
  }
#endif
