/// Random bits as a function of where they are used: Philox 4×32 with 10 rounds.
///
/// A number depends on the seed, a stream, a place and an index, and on nothing that was drawn
/// before. So pixels can be computed in any order, by any number of threads.
///
/// Source: J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (SC11), section 3.3.
public struct Philox: Sendable, Hashable {
  @usableFromInline let key: SIMD2<UInt32>

  /// A generator of its own for each seed.
  public init(seed: UInt64) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
  }

  /// Four times 32 random bits.
  ///
  /// - Parameters:
  ///   - x: column, or any other number; its low 32 bits count.
  ///   - y: row, or any other number; its low 32 bits count.
  ///   - stream: what the bits are for.
  ///   - index: which draw at this place.
  /// - Returns: the output block of counter `(x, y, stream, index)`.
  @inlinable @inline(__always)
  public func bits(x: Int, y: Int, stream: UInt32, index: UInt32 = 0) -> SIMD4<UInt32> {
    var c0 = UInt32(truncatingIfNeeded: x)
    var c1 = UInt32(truncatingIfNeeded: y)
    var c2 = stream
    var c3 = index
    var k0 = key.x
    var k1 = key.y
    for _ in 0..<10 {
      let a = UInt64(0xD251_1F53) &* UInt64(c0)
      let b = UInt64(0xCD9E_8D57) &* UInt64(c2)
      let next0 = UInt32(truncatingIfNeeded: b >> 32) ^ c1 ^ k0
      let next2 = UInt32(truncatingIfNeeded: a >> 32) ^ c3 ^ k1
      c1 = UInt32(truncatingIfNeeded: b)
      c3 = UInt32(truncatingIfNeeded: a)
      c0 = next0
      c2 = next2
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
    }
    return SIMD4(c0, c1, c2, c3)
  }

  /// Four numbers in the open interval 0 to 1, from 32 bits each.
  ///
  /// - Parameters:
  ///   - x: column, or any other number; its low 32 bits count.
  ///   - y: row, or any other number; its low 32 bits count.
  ///   - stream: what the bits are for.
  ///   - index: which draw at this place.
  /// - Returns: ``unit(_:)`` of ``bits(x:y:stream:index:)``.
  @inlinable @inline(__always)
  public func uniforms(x: Int, y: Int, stream: UInt32, index: UInt32 = 0) -> SIMD4<Double> {
    let bits = bits(x: x, y: y, stream: stream, index: index)
    return SIMD4(Self.unit(bits.x), Self.unit(bits.y), Self.unit(bits.z), Self.unit(bits.w))
  }

  /// The middle of one of 2³² equal parts of 0 to 1.
  @inlinable @inline(__always)
  public static func unit(_ bits: UInt32) -> Double { (Double(bits) + 0.5) * 0x1p-32 }
}
