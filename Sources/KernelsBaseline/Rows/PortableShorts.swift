#if !arch(x86_64)
  /// Products of 8-bit codes with weights of 0…127, each two added: every lane holds two.
  @inline(__always)
  func bytePairProducts(_ codes: WordLanes, _ weights: WordLanes) -> WordLanes {
    let low = (codes & 255) &* (weights & 255)
    return low &+ (codes &>> 8) &* (weights &>> 8)
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
  func upperProducts(_ a: WordLanes, _ b: WordLanes) -> WordLanes {
    var upper = WordLanes(repeating: 0)
    for lane in 0..<WordLanes.scalarCount {
      upper[lane] = UInt16(truncatingIfNeeded: (UInt32(a[lane]) &* UInt32(b[lane])) &>> 16)
    }
    return upper
  }

  /// Writes numbers of 0…255 as 8-bit codes.
  @inline(__always)
  func storeCodes(_ value: WordLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    for lane in 0..<WordLanes.scalarCount {
      unsafe codes[lane] = UInt8(truncatingIfNeeded: value[lane])
    }
  }
#endif
