/// Samples beside each other, read as one word: what stands at an address in its lower part.

/// Eight bytes, from any address.
@_transparent
func longWord(_ address: UnsafeRawPointer) -> UInt64 {
  unsafe address.loadUnaligned(as: UInt64.self)
}

/// Two bytes, from any address.
@_transparent
func shortWord(_ address: UnsafePointer<UInt8>) -> Int16 {
  unsafe UnsafeRawPointer(address).loadUnaligned(as: Int16.self)
}

/// The 8-bit codes at eight places and those to their right, a pair in every 16 bits.
@_transparent
func eightNeighbours(
  _ base: UnsafePointer<UInt8>, _ places: UnsafePointer<Int32>
) -> SIMD2<UInt64> {
  let pairs = unsafe SIMD8<Int16>(
    shortWord(base + Int(places[0])), shortWord(base + Int(places[1])),
    shortWord(base + Int(places[2])), shortWord(base + Int(places[3])),
    shortWord(base + Int(places[4])), shortWord(base + Int(places[5])),
    shortWord(base + Int(places[6])), shortWord(base + Int(places[7])))
  return unsafe unsafeBitCast(pairs, to: SIMD2<UInt64>.self)
}

#if !arch(x86_64)
  /// The floats at some places (even) and those to their right (odd), lane by lane.
  @inline(__always)
  func neighbours(
    _ base: UnsafePointer<Float>, _ places: UnsafePointer<Int32>
  ) -> (even: FloatLanes, odd: FloatLanes) {
    var (left, right) = (FloatLanes(repeating: 0), FloatLanes(repeating: 0))
    for lane in 0..<FloatLanes.scalarCount {
      unsafe left[lane] = base[Int(places[lane])]
      unsafe right[lane] = base[Int(places[lane]) + 1]
    }
    return (left, right)
  }

  /// The 16-bit codes at some places, and in the upper halves those to their right.
  @inline(__always)
  func neighbours(
    _ base: UnsafePointer<UInt16>, _ places: UnsafePointer<Int32>
  ) -> IntLanes {
    var pairs = IntLanes(repeating: 0)
    for lane in 0..<IntLanes.scalarCount {
      unsafe pairs[lane] = UnsafeRawPointer(base + Int(places[lane])).loadUnaligned(as: Int32.self)
    }
    return pairs
  }

  /// The 8-bit codes at some places and those to their right, a pair in every 16 bits.
  @inline(__always)
  func neighbours(
    _ base: UnsafePointer<UInt8>, _ places: UnsafePointer<Int32>
  ) -> IntLanes {
    var pairs = ShortLanes(repeating: 0)
    for lane in 0..<ShortLanes.scalarCount {
      unsafe pairs[lane] = shortWord(base + Int(places[lane]))
    }
    return unsafe unsafeBitCast(pairs, to: IntLanes.self)
  }

  /// Numbers of 0…32767 of two registers, as 16-bit integers in one.
  @inline(__always)
  func narrowed(_ a: IntLanes, _ b: IntLanes) -> ShortLanes {
    var result = ShortLanes(repeating: 0)
    let lanes = IntLanes.scalarCount
    for lane in 0..<lanes {
      result[lane] = Int16(truncatingIfNeeded: a[lane])
      result[lane + lanes] = Int16(truncatingIfNeeded: b[lane])
    }
    return result
  }
#endif
