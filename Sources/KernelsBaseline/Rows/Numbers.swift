/// A register of floats to calculate with: arithmetic that stays in registers.
///
/// The operators of Swift's SIMD types are written lane by lane. The compiler puts the lanes
/// together again, but where a formula has many terms it packs some of them in another way, with
/// shuffles between. These operators are whole instructions from the start, and are taken instead:
/// a function for one type goes before one for all of them.
///
/// They are not those of a type of its own, as the compiler makes weak symbols of functions that
/// copy a type which several files share.
typealias Numbers = FloatLanes

@_transparent
func + (a: Numbers, b: Numbers) -> Numbers { floatSum(a, b) }

@_transparent
func - (a: Numbers, b: Numbers) -> Numbers { floatDifference(a, b) }

@_transparent
func * (a: Numbers, b: Numbers) -> Numbers { floatProduct(a, b) }

@_transparent
func / (a: Numbers, b: Numbers) -> Numbers { floatQuotient(a, b) }

@_transparent
func + (a: Numbers, b: Float) -> Numbers { a + Numbers(repeating: b) }

@_transparent
func - (a: Numbers, b: Float) -> Numbers { a - Numbers(repeating: b) }

@_transparent
func - (a: Float, b: Numbers) -> Numbers { Numbers(repeating: a) - b }

@_transparent
func * (a: Numbers, b: Float) -> Numbers { a * Numbers(repeating: b) }

extension Numbers {
  /// Reads a register, from any address.
  @_transparent
  init(_ pointer: UnsafePointer<Float>) {
    unsafe self = UnsafeRawPointer(pointer).loadUnaligned(as: FloatLanes.self)
  }

  /// Writes the register, to any address.
  @_transparent
  func store(_ pointer: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: FloatLanes.self)
  }

  /// Without their signs.
  @_transparent
  var magnitude: Numbers {
    let positive =
      unsafe unsafeBitCast(self, to: IntLanes.self) & IntLanes(repeating: 0x7FFF_FFFF)
    return unsafe unsafeBitCast(positive, to: FloatLanes.self)
  }

  /// Those below a bound raised to it; what is no number becomes the bound.
  @_transparent
  func atLeast(_ bound: Numbers) -> Numbers { bound.replacing(with: self, where: self .> bound) }

  /// Those below a bound raised to it; what is no number becomes the bound.
  @_transparent
  func atLeast(_ bound: Float) -> Numbers { atLeast(Numbers(repeating: bound)) }

  /// Those above a bound lowered to it; what is no number becomes the bound.
  @_transparent
  func atMost(_ bound: Float) -> Numbers {
    let high = Numbers(repeating: bound)
    return high.replacing(with: self, where: self .< high)
  }
}
