/// Floats times a number.
struct ScaledFinish: Finish {
  let scale: Float
  @inline(__always)
  func store(_ value: FloatLanes, _ output: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(output).storeBytes(of: value * scale, as: FloatLanes.self)
  }
}

/// Sums of up to 225 codes of 8 bits to means.
///
/// The area is odd, so that a mean is never halfway between codes, and half of it, rounded down, is
/// added. Division is by `⌈2¹⁶⁺ᵏ / area⌉`, the largest such number of 16 bits: the upper half of
/// the product, shifted by k. For the areas 9, 25, … 225 that is right for every sum there is.
struct ShortMean8: Finish {
  private let half: WordLanes
  private let reciprocal: WordLanes
  private let unshifted: WordLanes

  @inline(__always) init(area: Int) {
    var shift = 1
    while (1 &<< (17 &+ shift)) / area &+ 1 < 65536 { shift &+= 1 }
    let factor = ((1 &<< (16 &+ shift)) &+ area &- 1) / area
    half = WordLanes(repeating: UInt16(truncatingIfNeeded: area / 2))
    reciprocal = WordLanes(repeating: UInt16(truncatingIfNeeded: factor))
    unshifted = WordLanes(repeating: UInt16(truncatingIfNeeded: 1 &<< (16 &- shift)))
  }

  @inline(__always)
  func store(_ value: WordLanes, _ output: UnsafeMutablePointer<UInt8>) {
    let upper = upperProducts(value &+ half, reciprocal)
    unsafe storeCodes(upperProducts(upper, unshifted), output)
  }
}

/// Sums over an odd area to the nearest integers.
///
/// `(sum + area / 2) / area` in floats is wrong by at most four roundings, 2⁻²² of itself, and lies
/// at least `1 / (2 · area)` from the next integer. Where the first may exceed the second, the
/// remainder puts the result right.
struct AreaMean {
  private let area: Int32
  private let half: Float
  private let reciprocal: Float

  @inline(__always) init(area: Int) {
    self.area = Int32(truncatingIfNeeded: area)
    half = Float(area) * 0.5
    reciprocal = 1 / Float(area)
  }

  /// Whether no result of so many codes needs to be put right.
  @inline(__always) func isExact(codes: Int) -> Bool {
    Float(area) * Float(codes) < 2_097_152
  }

  /// The nearest integers.
  @inline(__always)
  func approximate(_ sum: IntLanes) -> IntLanes { truncated((floats(sum) + half) * reciprocal) }

  /// The nearest integers, put right.
  @inline(__always)
  func exact(_ sum: IntLanes) -> IntLanes {
    let (one, whole) = (IntLanes(repeating: 1), IntLanes(repeating: area))
    let near = approximate(sum)
    let rest = sum &+ IntLanes(repeating: area &>> 1) &- near &* whole
    let raised = near.replacing(with: near &+ one, where: rest .>= whole)
    return raised.replacing(with: near &- one, where: rest .< IntLanes(repeating: 0))
  }
}

/// 32-bit sums to 8-bit means; put right where `E` is 1.
struct IntMean8<let E: Int>: Finish {
  let mean: AreaMean
  @inline(__always)
  func store(_ value: IntLanes, _ output: UnsafeMutablePointer<UInt8>) {
    unsafe storeCodes(E == 1 ? mean.exact(value) : mean.approximate(value), output)
  }
}

/// 32-bit sums to 16-bit means; put right where `E` is 1.
struct IntMean16<let E: Int>: Finish {
  let mean: AreaMean
  @inline(__always)
  func store(_ value: IntLanes, _ output: UnsafeMutablePointer<UInt16>) {
    unsafe storeCodes(E == 1 ? mean.exact(value) : mean.approximate(value), output)
  }
}
