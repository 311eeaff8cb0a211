#if !arch(x86_64)
  /// Products of 8-bit codes with weights of 0…127, each two added: every lane holds two.
  @inline(__always)
  func bytePairProducts(_ codes: ShortLanes, _ weights: ShortLanes) -> ShortLanes {
    let low = (codes & 255) &* (weights & 255)
    return low &+ (codes &>> 8) &* (weights &>> 8)
  }

  /// Reads 16-bit numbers as 32-bit ones.
  @inline(__always)
  func widened(_ numbers: UnsafePointer<UInt16>) -> IntLanes {
    var result = IntLanes(repeating: 0)
    for lane in 0..<IntLanes.scalarCount { unsafe result[lane] = Int32(numbers[lane]) }
    return result
  }

  /// Integers as floats, to the nearest.
  @inline(__always)
  func floats(_ value: IntLanes) -> FloatLanes {
    var result = FloatLanes(repeating: 0)
    for lane in 0..<IntLanes.scalarCount { result[lane] = Float(value[lane]) }
    return result
  }

  /// The upper 16 bits of products.
  @inline(__always)
  func upperProducts(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    var upper = ShortLanes(repeating: 0)
    for lane in 0..<ShortLanes.scalarCount {
      upper[lane] = UInt16(truncatingIfNeeded: (UInt32(a[lane]) &* UInt32(b[lane])) &>> 16)
    }
    return upper
  }

  /// Writes numbers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    for lane in 0..<ShortLanes.scalarCount {
      unsafe codes[lane] = UInt8(truncatingIfNeeded: value[lane])
    }
  }
#endif
