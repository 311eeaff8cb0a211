/// What becomes of a register of results.
///
/// The stores are `@_transparent`: in a build for tests the compiler does not inline them for
/// `@inline(__always)`, and calls them with registers of vectors in memory (5×5, 16 bits: 2.4 ms
/// instead of 1.6).
protocol Finish {
  /// What a kernel computes, as many as one register holds.
  associatedtype Lanes: BitwiseCopyable
  /// What is written.
  associatedtype Output: BitwiseCopyable
  func store(_ value: Lanes, _ output: UnsafeMutablePointer<Output>)
}

/// Floats as they are.
struct FloatFinish: Finish {
  @_transparent
  func store(_ value: FloatLanes, _ output: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(output).storeBytes(of: value, as: FloatLanes.self)
  }
}

/// Floats as they are, written past the cache where they begin at a multiple of a register.
struct PassingFinish: Finish {
  @_transparent
  func store(_ value: FloatLanes, _ output: UnsafeMutablePointer<Float>) {
    if Int(bitPattern: output) & (MemoryLayout<FloatLanes>.size &- 1) == 0 {
      unsafe storePast(value, output)
    } else {
      unsafe UnsafeMutableRawPointer(output).storeBytes(of: value, as: FloatLanes.self)
    }
  }
}

/// The nearest integers of 0…`largest`, half rounded up; what is not a number becomes 0.
@_transparent
func nearest(_ value: FloatLanes, largest: Float) -> IntLanes {
  let (zero, top) = (FloatLanes(repeating: 0), FloatLanes(repeating: largest))
  let lifted = zero.replacing(with: value, where: value .> zero)
  let limited = top.replacing(with: lifted, where: lifted .< top)
  return truncated(limited + 0.5)
}

/// Floats to 8-bit codes.
struct NearestFinish8: Finish {
  @_transparent
  func store(_ value: FloatLanes, _ output: UnsafeMutablePointer<UInt8>) {
    unsafe storeCodes(nearest(value, largest: 255), output)
  }
}

/// Floats to 16-bit codes.
struct NearestFinish16: Finish {
  @_transparent
  func store(_ value: FloatLanes, _ output: UnsafeMutablePointer<UInt16>) {
    unsafe storeCodes(nearest(value, largest: 65535), output)
  }
}

/// Sums in fixed point to 8-bit codes: shifted right, limited to 0…255.
///
/// Half is in the sum already.
struct ShiftFinish8: Finish {
  let shift: Int32
  @_transparent
  func store(_ value: IntLanes, _ output: UnsafeMutablePointer<UInt8>) {
    let (zero, top) = (IntLanes(repeating: 0), IntLanes(repeating: 255))
    let shifted = value &>> IntLanes(repeating: shift)
    let lifted = shifted.replacing(with: zero, where: shifted .< zero)
    unsafe storeCodes(lifted.replacing(with: top, where: lifted .> top), output)
  }
}

/// 16-bit integers as they are.
struct ShortFinish: Finish {
  @_transparent
  func store(_ value: ShortLanes, _ output: UnsafeMutablePointer<Int16>) {
    unsafe UnsafeMutableRawPointer(output).storeBytes(of: value, as: ShortLanes.self)
  }
}

/// 16-bit integers to 8-bit codes: shifted right, half rounded up, limited to 0…255.
struct ShortShiftFinish8: Finish {
  let shift: Int16
  @_transparent
  func store(_ value: ShortLanes, _ output: UnsafeMutablePointer<UInt8>) {
    let half: Int16 = shift > 0 ? 1 &<< (shift &- 1) : 0
    let sum = value &+ ShortLanes(repeating: half)
    unsafe storeLimited(shifted(sum, by: shift), output)
  }
}

/// 16-bit integers without a sign to 8-bit codes: shifted right, half rounded up.
struct WholeShiftFinish8: Finish {
  let shift: Int16
  @_transparent
  func store(_ value: ShortLanes, _ output: UnsafeMutablePointer<UInt8>) {
    let half: Int16 = shift > 0 ? 1 &<< (shift &- 1) : 0
    let sum = value &+ ShortLanes(repeating: half)
    unsafe storeLimited(shiftedUnsigned(sum, by: shift), output)
  }
}
