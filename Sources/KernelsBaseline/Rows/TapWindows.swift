/// A window of four by four or six by six weights.
///
/// A position is rounded to 2⁻⁸ px; its phase chooses the weights of rows and of columns. Each
/// column of the window is summed from the top, then the columns, by twos:
///
///     Sᵢ = ((w₀·v₀ᵢ + w₁·v₁ᵢ) + w₂·v₂ᵢ) + …    result = ((u₀·S₀ + u₁·S₁) + (u₂·S₂ + u₃·S₃)) + …
///
/// At a phase of 0 one row or column alone has a weight, and no other is looked at. Codes are
/// rounded half up and limited to those there are.
protocol TapWindow {
  associatedtype Lanes: SIMD where Lanes.Scalar == Float
  static var taps: Int { get }
  /// The sums of four windows, whose columns are summed.
  static func totals(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> SIMD4<Float>
  static func sum(_ a: Lanes, _ b: Lanes) -> Lanes
  static func product(_ a: Lanes, _ b: Lanes) -> Lanes
  static func row<S: TapSamples>(_ samples: S.Type, _ start: UnsafePointer<S.Sample>) -> Lanes
  /// Columns of which the first alone has a sum.
  static func alone(_ sum: Float) -> Lanes
}

/// Samples that windows lie over.
protocol TapSamples {
  associatedtype Sample: BitwiseCopyable
  static func number(_ sample: Sample) -> Float
  static func four(_ start: UnsafePointer<Sample>) -> SIMD4<Float>
  static func eight(_ start: UnsafePointer<Sample>) -> SIMD8<Float>
  static func sample(_ number: Float) -> Sample
}

/// Sums of neighbours: two of `a`, then two of `b`.
@_transparent
private func pairSums(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
  fourSums(SIMD4(a[0], a[2], b[0], b[2]), SIMD4(a[1], a[3], b[1], b[3]))
}

/// Four by four weights.
enum FourTaps: TapWindow {
  @_transparent static var taps: Int { 4 }
  @_transparent
  static func totals(
    _ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ d: SIMD4<Float>
  ) -> SIMD4<Float> {
    pairSums(pairSums(a, b), pairSums(c, d))
  }
  @_transparent
  static func sum(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { fourSums(a, b) }
  @_transparent
  static func product(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    fourProducts(a, b)
  }
  @_transparent
  static func row<S: TapSamples>(
    _ samples: S.Type, _ start: UnsafePointer<S.Sample>
  ) -> SIMD4<Float> {
    unsafe S.four(start)
  }
  /// What is added to -0 stays as it is, a zero too.
  @_transparent static func alone(_ sum: Float) -> SIMD4<Float> { SIMD4(sum, -0.0, -0.0, -0.0) }
}

/// Six by six weights.
enum SixTaps: TapWindow {
  @_transparent static var taps: Int { 6 }
  @_transparent
  static func totals(
    _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ d: SIMD8<Float>
  ) -> SIMD4<Float> {
    let four = pairSums(pairSums(a.lowHalf, b.lowHalf), pairSums(c.lowHalf, d.lowHalf))
    let (ab, cd) = (pairSums(a.highHalf, b.highHalf), pairSums(c.highHalf, d.highHalf))
    return fourSums(four, SIMD4(ab[0], ab[2], cd[0], cd[2]))
  }
  @_transparent static func sum(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> { a + b }
  @_transparent
  static func product(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> { a * b }
  /// The two last lanes, which no sum takes in, lie beside the window.
  @_transparent
  static func row<S: TapSamples>(
    _ samples: S.Type, _ start: UnsafePointer<S.Sample>
  ) -> SIMD8<Float> {
    unsafe S.eight(start)
  }
  @_transparent
  static func alone(_ sum: Float) -> SIMD8<Float> {
    SIMD8(sum, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0)
  }
}

/// Floats as they are.
enum TapFloats: TapSamples {
  @_transparent static func number(_ sample: Float) -> Float { sample }
  @_transparent
  static func four(_ start: UnsafePointer<Float>) -> SIMD4<Float> {
    unsafe UnsafeRawPointer(start).loadUnaligned(as: SIMD4<Float>.self)
  }
  @_transparent
  static func eight(_ start: UnsafePointer<Float>) -> SIMD8<Float> {
    unsafe UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Float>.self)
  }
  @_transparent static func sample(_ number: Float) -> Float { number }
}

/// 16-bit codes.
enum TapWords: TapSamples {
  @_transparent static func number(_ sample: UInt16) -> Float { Float(sample) }
  @_transparent
  static func four(_ start: UnsafePointer<UInt16>) -> SIMD4<Float> { unsafe fourNumbers(start) }
  @_transparent
  static func eight(_ start: UnsafePointer<UInt16>) -> SIMD8<Float> {
    unsafe SIMD8(lowHalf: fourNumbers(start), highHalf: fourNumbers(start + 4))
  }
  @_transparent
  static func sample(_ number: Float) -> UInt16 {
    UInt16(truncatingIfNeeded: nearest(number, largest: 65535))
  }
}

/// 8-bit codes.
enum TapBytes: TapSamples {
  @_transparent static func number(_ sample: UInt8) -> Float { Float(sample) }
  @_transparent
  static func four(_ start: UnsafePointer<UInt8>) -> SIMD4<Float> { unsafe fourNumbers(start) }
  @_transparent
  static func eight(_ start: UnsafePointer<UInt8>) -> SIMD8<Float> {
    unsafe SIMD8(lowHalf: fourNumbers(start), highHalf: fourNumbers(start + 4))
  }
  @_transparent
  static func sample(_ number: Float) -> UInt8 {
    UInt8(truncatingIfNeeded: nearest(number, largest: 255))
  }
}

@_transparent
func nearest(_ value: Float, largest: Float) -> Int32 {
  let lifted = value > 0 ? value : 0
  return Int32((lifted < largest ? lifted : largest) + 0.5)
}
