#if !arch(x86_64)
  /// Products of 16-bit integers, each two added: every lane holds two.
  @inline(__always)
  func pairProducts(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    let (low, high) = ((a &<< 16) &>> 16, (b &<< 16) &>> 16)
    return low &* high &+ (a &>> 16) &* (b &>> 16)
  }

  /// What is left of numbers of less than 2³¹ when their fractions are cut off.
  @inline(__always)
  func truncated(_ value: FloatLanes) -> IntLanes {
    var integers = IntLanes(repeating: 0)
    for lane in 0..<IntLanes.scalarCount { integers[lane] = Int32(value[lane]) }
    return integers
  }

  /// Writes integers of 0…65535 as 16-bit codes.
  @inline(__always)
  func storeCodes(_ value: IntLanes, _ codes: UnsafeMutablePointer<UInt16>) {
    for lane in 0..<IntLanes.scalarCount {
      unsafe codes[lane] = UInt16(truncatingIfNeeded: value[lane])
    }
  }

  /// Writes integers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: IntLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    for lane in 0..<IntLanes.scalarCount {
      unsafe codes[lane] = UInt8(truncatingIfNeeded: value[lane])
    }
  }
#endif
