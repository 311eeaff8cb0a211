/// As many 16-bit codes as one 256-bit register holds.
typealias ShortLanes = SIMD16<UInt16>

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Products of 8-bit codes with weights of −128…127, each two added: every lane holds two.
  @inline(__always)
  func bytePairProducts(_ codes: ShortLanes, _ weights: ShortLanes) -> ShortLanes {
    let sums = unsafe _mm256_maddubs_epi16(
      unsafeBitCast(codes, to: __m256i.self), unsafeBitCast(weights, to: __m256i.self))
    return unsafe unsafeBitCast(sums, to: ShortLanes.self)
  }

  /// The upper 16 bits of products.
  @inline(__always)
  func upperProducts(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let upper = unsafe _mm256_mulhi_epu16(
      unsafeBitCast(a, to: __m256i.self), unsafeBitCast(b, to: __m256i.self))
    return unsafe unsafeBitCast(upper, to: ShortLanes.self)
  }

  /// Reads 16-bit numbers as 32-bit ones.
  @inline(__always)
  func widened(_ numbers: UnsafePointer<UInt16>) -> IntLanes {
    let narrow = unsafe UnsafeRawPointer(numbers).loadUnaligned(as: __m128i.self)
    return unsafe unsafeBitCast(_mm256_cvtepu16_epi32(narrow), to: IntLanes.self)
  }

  /// Integers as floats, to the nearest.
  @inline(__always)
  func floats(_ value: IntLanes) -> FloatLanes {
    unsafe _mm256_cvtepi32_ps(unsafeBitCast(value, to: __m256i.self))
  }

  /// Writes numbers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let lanes = unsafe unsafeBitCast(value, to: __m256i.self)
    let packed = unsafe unsafeBitCast(_mm256_packus_epi16(lanes, lanes), to: SIMD4<UInt64>.self)
    let narrow = SIMD2(packed[0], packed[2])
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: SIMD2<UInt64>.self)
  }

  /// Even and odd lanes of two registers, each out of order in the same way.
  ///
  /// The compiler makes one shuffle of each; from lists of lanes it would make many.
  @inline(__always)
  func parted(_ a: FloatLanes, _ b: FloatLanes) -> (even: FloatLanes, odd: FloatLanes) {
    let (low, high) = (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b))
    return (_mm256_unpacklo_ps(low, high), _mm256_unpackhi_ps(low, high))
  }

  /// Puts lanes in order that ``parted(_:_:)`` left out of order.
  @inline(__always)
  func inOrder(_ v: FloatLanes) -> FloatLanes {
    let order = SIMD8<Int32>(0, 1, 4, 5, 2, 3, 6, 7)
    return unsafe _mm256_permutevar8x32_ps(v, unsafeBitCast(order, to: __m256i.self))
  }
#else
  /// Even and odd lanes of two registers.
  @inline(__always)
  func parted(_ a: FloatLanes, _ b: FloatLanes) -> (even: FloatLanes, odd: FloatLanes) {
    let even = FloatLanes(a[0], a[2], a[4], a[6], b[0], b[2], b[4], b[6])
    let odd = FloatLanes(a[1], a[3], a[5], a[7], b[1], b[3], b[5], b[7])
    return (even, odd)
  }

  /// Puts lanes in order that ``parted(_:_:)`` left out of order; here none.
  @inline(__always)
  func inOrder(_ v: FloatLanes) -> FloatLanes {
    v
  }
#endif
