#if !arch(x86_64)
  /// Writes floats; there is no way past the cache.
  @inline(__always)
  func storePast(_ value: FloatLanes, _ address: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(address).storeBytes(of: value, as: FloatLanes.self)
  }

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

  /// Products over 2¹⁵, half rounded up.
  @inline(__always)
  func roundedProducts(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    var products = ShortLanes(repeating: 0)
    for lane in 0..<ShortLanes.scalarCount {
      let product = Int32(a[lane]) * Int32(b[lane])
      products[lane] = Int16(truncatingIfNeeded: (product &+ 0x4000) >> 15)
    }
    return products
  }

  /// Signed numbers shifted right.
  @inline(__always)
  func shifted(_ value: ShortLanes, by shift: Int16) -> ShortLanes {
    value &>> ShortLanes(repeating: shift)
  }

  /// Numbers without a sign shifted right.
  @inline(__always)
  func shiftedUnsigned(_ value: ShortLanes, by shift: Int16) -> ShortLanes {
    var result = ShortLanes(repeating: 0)
    for lane in 0..<ShortLanes.scalarCount {
      result[lane] = Int16(truncatingIfNeeded: UInt16(bitPattern: value[lane]) >> UInt16(shift))
    }
    return result
  }

  /// Writes numbers, limited to 0…255, as 8-bit codes.
  @inline(__always)
  func storeLimited(_ value: ShortLanes, _ codes: UnsafeMutablePointer<UInt8>) {
    for lane in 0..<ShortLanes.scalarCount {
      unsafe codes[lane] = UInt8(max(0, min(255, value[lane])))
    }
  }
#endif
