/// A register of floats to calculate with.
///
/// The operators of Swift's SIMD types are written lane by lane. The compiler puts the lanes together
/// again, but where a formula has many terms it packs them another way, with shuffles between:
/// debayering took 1.5 times as long. These operators are whole instructions from the start.
struct Numbers {
  let lanes: FloatLanes

  @_transparent
  init(_ lanes: FloatLanes) { self.lanes = lanes }

  /// Reads a register, from any address.
  @_transparent
  init(_ pointer: UnsafePointer<Float>) {
    unsafe lanes = UnsafeRawPointer(pointer).loadUnaligned(as: FloatLanes.self)
  }

  /// The same number in every lane.
  @_transparent
  init(repeating number: Float) { lanes = FloatLanes(repeating: number) }

  /// Writes the register, to any address.
  @_transparent
  func store(_ pointer: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(pointer).storeBytes(of: lanes, as: FloatLanes.self)
  }

  @_transparent
  static func + (a: Numbers, b: Numbers) -> Numbers { Numbers(floatSum(a.lanes, b.lanes)) }

  @_transparent
  static func - (a: Numbers, b: Numbers) -> Numbers { Numbers(floatDifference(a.lanes, b.lanes)) }

  @_transparent
  static func * (a: Numbers, b: Numbers) -> Numbers { Numbers(floatProduct(a.lanes, b.lanes)) }

  @_transparent
  static func / (a: Numbers, b: Numbers) -> Numbers { Numbers(floatQuotient(a.lanes, b.lanes)) }

  @_transparent
  static func + (a: Numbers, b: Float) -> Numbers { a + Numbers(repeating: b) }

  @_transparent
  static func - (a: Numbers, b: Float) -> Numbers { a - Numbers(repeating: b) }

  @_transparent
  static func - (a: Float, b: Numbers) -> Numbers { Numbers(repeating: a) - b }

  @_transparent
  static func * (a: Numbers, b: Float) -> Numbers { a * Numbers(repeating: b) }

  /// Without their signs.
  @_transparent
  var magnitude: Numbers {
    let bits = unsafe unsafeBitCast(lanes, to: IntLanes.self)
    let positive = bits & IntLanes(repeating: 0x7FFF_FFFF)
    return unsafe Numbers(unsafeBitCast(positive, to: FloatLanes.self))
  }

  /// Those below a bound raised to it; what is no number becomes the bound.
  @_transparent
  func atLeast(_ bound: Numbers) -> Numbers {
    let low = bound.lanes
    return Numbers(low.replacing(with: lanes, where: lanes .> low))
  }

  /// Those below a bound raised to it; what is no number becomes the bound.
  @_transparent
  func atLeast(_ bound: Float) -> Numbers { atLeast(Numbers(repeating: bound)) }

  /// Those above a bound lowered to it; what is no number becomes the bound.
  @_transparent
  func atMost(_ bound: Float) -> Numbers {
    let high = FloatLanes(repeating: bound)
    return Numbers(high.replacing(with: lanes, where: lanes .< high))
  }
}
