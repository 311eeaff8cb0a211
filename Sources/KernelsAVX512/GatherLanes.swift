/// The numbers of the lanes of a register, from 0 on.
@_transparent
var laneNumbers: IntLanes {
  IntLanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
}

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// The floats at some places (even) and those to their right (odd), lane by lane.
  ///
  /// A load brings both neighbours; one shuffle each parts them. As the shuffle takes lanes of its
  /// two registers by twos, so do the loads.
  @_transparent
  func neighbours(
    _ base: UnsafePointer<Float>, _ places: UnsafePointer<Int32>
  ) -> (even: FloatLanes, odd: FloatLanes) {
    let first = unsafe SIMD8<UInt64>(
      longWord(base + Int(places[0])), longWord(base + Int(places[1])),
      longWord(base + Int(places[4])), longWord(base + Int(places[5])),
      longWord(base + Int(places[8])), longWord(base + Int(places[9])),
      longWord(base + Int(places[12])), longWord(base + Int(places[13])))
    let second = unsafe SIMD8<UInt64>(
      longWord(base + Int(places[2])), longWord(base + Int(places[3])),
      longWord(base + Int(places[6])), longWord(base + Int(places[7])),
      longWord(base + Int(places[10])), longWord(base + Int(places[11])),
      longWord(base + Int(places[14])), longWord(base + Int(places[15])))
    return unsafe parted(
      unsafeBitCast(first, to: FloatLanes.self), unsafeBitCast(second, to: FloatLanes.self))
  }

  /// The 16-bit codes at some places, and in the upper halves those to their right.
  ///
  /// Loads bring two more codes, as of single words the compiler would make gather instructions.
  @_transparent
  func neighbours(
    _ base: UnsafePointer<UInt16>, _ places: UnsafePointer<Int32>
  ) -> IntLanes {
    let first = unsafe SIMD8<UInt64>(
      longWord(base + Int(places[0])), longWord(base + Int(places[1])),
      longWord(base + Int(places[4])), longWord(base + Int(places[5])),
      longWord(base + Int(places[8])), longWord(base + Int(places[9])),
      longWord(base + Int(places[12])), longWord(base + Int(places[13])))
    let second = unsafe SIMD8<UInt64>(
      longWord(base + Int(places[2])), longWord(base + Int(places[3])),
      longWord(base + Int(places[6])), longWord(base + Int(places[7])),
      longWord(base + Int(places[10])), longWord(base + Int(places[11])),
      longWord(base + Int(places[14])), longWord(base + Int(places[15])))
    let pairs = unsafe parted(
      unsafeBitCast(first, to: FloatLanes.self), unsafeBitCast(second, to: FloatLanes.self))
    return unsafe unsafeBitCast(pairs.even, to: IntLanes.self)
  }

  /// The 8-bit codes at some places and those to their right, a pair in every 16 bits.
  @_transparent
  func neighbours(
    _ base: UnsafePointer<UInt8>, _ places: UnsafePointer<Int32>
  ) -> IntLanes {
    let a = unsafe eightNeighbours(base, places)
    let b = unsafe eightNeighbours(base, places + 8)
    let c = unsafe eightNeighbours(base, places + 16)
    let d = unsafe eightNeighbours(base, places + 24)
    let lanes = SIMD8<UInt64>(a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1])
    return unsafe unsafeBitCast(lanes, to: IntLanes.self)
  }

  /// Numbers of 0…32767 of two registers, as 16-bit integers in one.
  @_transparent
  func narrowed(_ a: IntLanes, _ b: IntLanes) -> ShortLanes {
    let packed = unsafe unsafeBitCast(
      _mm512_packs_epi32(unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self)),
      to: SIMD8<UInt64>.self)
    let ordered = SIMD8<UInt64>(
      packed[0], packed[2], packed[4], packed[6], packed[1], packed[3], packed[5], packed[7])
    return unsafe unsafeBitCast(ordered, to: ShortLanes.self)
  }
#endif
