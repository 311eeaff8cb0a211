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

  /// Numbers of two registers in turns, in two halves.
  @inline(__always)
  func interleaved(_ a: ShortLanes, _ b: ShortLanes) -> (IntLanes, IntLanes) {
    var (low, high) = (IntLanes(repeating: 0), IntLanes(repeating: 0))
    let half = IntLanes.scalarCount
    for lane in 0..<half {
      low[lane] = Int32(a[lane]) & 0xFFFF | Int32(b[lane]) << 16
      high[lane] = Int32(a[half + lane]) & 0xFFFF | Int32(b[half + lane]) << 16
    }
    return (low, high)
  }

  /// The numbers of two halves, limited to 16 bits.
  @inline(__always)
  func narrowed(_ low: IntLanes, _ high: IntLanes) -> ShortLanes {
    var numbers = ShortLanes(repeating: 0)
    let half = IntLanes.scalarCount
    for lane in 0..<half {
      numbers[lane] = Int16(max(-32768, min(32767, low[lane])))
      numbers[half + lane] = Int16(max(-32768, min(32767, high[lane])))
    }
    return numbers
  }

  /// Writes numbers, limited to 0…255, as 8-bit codes.
  @inline(__always)
  func storeLimited(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    for lane in 0..<ShortLanes.scalarCount {
      unsafe codes[lane] = UInt8(max(0, min(255, value[lane])))
    }
  }
#endif
