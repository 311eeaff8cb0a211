/// As many 16-bit codes as one 128-bit register holds.
typealias ShortLanes = SIMD8<UInt16>

/// Even and odd lanes of two registers, each out of order in the same way.
@inline(__always)
func parted(_ a: FloatLanes, _ b: FloatLanes) -> (even: FloatLanes, odd: FloatLanes) {
  let even = FloatLanes(a[0], a[2], b[0], b[2])
  let odd = FloatLanes(a[1], a[3], b[1], b[3])
  return (even, odd)
}

/// Puts lanes in order that ``parted(_:_:)`` left out of order.
@inline(__always)
func inOrder(_ v: FloatLanes) -> FloatLanes {
  v
}

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// Products of 8-bit codes with weights of 0…127, each two added: every lane holds two.
  @inline(__always)
  func bytePairProducts(_ codes: ShortLanes, _ weights: ShortLanes) -> ShortLanes {
    let low = (codes & 255) &* (weights & 255)
    return low &+ (codes &>> 8) &* (weights &>> 8)
  }

  /// The upper 16 bits of products.
  @inline(__always)
  func upperProducts(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    let upper = unsafe _mm_mulhi_epu16(
      unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
    return unsafe unsafeBitCast(upper, to: ShortLanes.self)
  }

  /// Reads 16-bit numbers as 32-bit ones.
  @inline(__always)
  func widened(_ numbers: UnsafePointer<UInt16>) -> IntLanes {
    var result = IntLanes(repeating: 0)
    for lane in 0..<IntLanes.scalarCount { unsafe result[lane] = Int32(numbers[lane]) }
    return result
  }

  /// Integers as floats, to the nearest.
  @inline(__always)
  func floats(_ value: IntLanes) -> FloatLanes {
    unsafe _mm_cvtepi32_ps(unsafeBitCast(value, to: __m128i.self))
  }

  /// Writes numbers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    let lanes = unsafe unsafeBitCast(value, to: __m128i.self)
    let packed = unsafe unsafeBitCast(_mm_packus_epi16(lanes, lanes), to: SIMD2<UInt64>.self)
    let narrow = packed[0]
    unsafe UnsafeMutableRawPointer(codes).storeBytes(of: narrow, as: UInt64.self)
  }
#endif
