#if !arch(x86_64)
  /// Means of two bytes each, half rounded up.
  @inline(__always)
  func byteMeans(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    (a | b) &- (((a ^ b) &>> 1) & IntLanes(repeating: 0x7F7F_7F7F))
  }

  /// Means of two 16-bit codes each, half rounded up.
  @inline(__always)
  func wordMeans(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    (a | b) &- (((a ^ b) &>> 1) & IntLanes(repeating: 0x7FFF_7FFF))
  }

  /// Sums of 16-bit numbers.
  @inline(__always)
  func sums16(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    unsafeBitCast(words(a) &+ words(b), to: IntLanes.self)
  }

  /// Differences of 16-bit numbers.
  @inline(__always)
  func differences16(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    unsafeBitCast(words(a) &- words(b), to: IntLanes.self)
  }

  /// Sums of 32-bit numbers.
  @inline(__always)
  func sums32(_ a: IntLanes, _ b: IntLanes) -> IntLanes { a &+ b }

  /// Differences of 32-bit numbers.
  @inline(__always)
  func differences32(_ a: IntLanes, _ b: IntLanes) -> IntLanes { a &- b }

  /// 16-bit numbers shifted left.
  @inline(__always)
  func up16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    unsafeBitCast(words(a) &<< WordLanes(repeating: UInt16(shift)), to: IntLanes.self)
  }

  /// 16-bit numbers with a sign shifted right.
  @inline(__always)
  func down16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    let shorts = unsafeBitCast(a, to: ShortLanes.self)
    return unsafeBitCast(shorts &>> ShortLanes(repeating: Int16(shift)), to: IntLanes.self)
  }

  /// 16-bit numbers without a sign shifted right.
  @inline(__always)
  func downUnsigned16(_ a: IntLanes, _ shift: Int) -> IntLanes {
    unsafeBitCast(words(a) &>> WordLanes(repeating: UInt16(shift)), to: IntLanes.self)
  }

  /// 32-bit numbers shifted left.
  @inline(__always)
  func up32(_ a: IntLanes, _ shift: Int) -> IntLanes { a &<< IntLanes(repeating: Int32(shift)) }

  /// 32-bit numbers with a sign shifted right.
  @inline(__always)
  func down32(_ a: IntLanes, _ shift: Int) -> IntLanes { a &>> IntLanes(repeating: Int32(shift)) }

  /// 32-bit numbers without a sign shifted right.
  @inline(__always)
  func downUnsigned32(_ a: IntLanes, _ shift: Int) -> IntLanes {
    down32(a, shift) & IntLanes(repeating: Int32(bitPattern: .max >> UInt32(shift)))
  }

  @inline(__always)
  private func words(_ a: IntLanes) -> WordLanes { unsafeBitCast(a, to: WordLanes.self) }

  /// 16-bit numbers limited to 0…255.
  @inline(__always)
  func limitedToBytes(_ value: IntLanes) -> IntLanes {
    let shorts = unsafeBitCast(value, to: ShortLanes.self)
    let limited = shorts.clamped(
      lowerBound: ShortLanes(repeating: 0), upperBound: ShortLanes(repeating: 255))
    return unsafeBitCast(limited, to: IntLanes.self)
  }

  /// Numbers limited to 0…65535.
  @inline(__always)
  func limitedToWords(_ value: IntLanes) -> IntLanes {
    let zero = IntLanes(repeating: 0)
    return value.clamped(lowerBound: zero, upperBound: IntLanes(repeating: 65535))
  }

  /// Writes three registers of 16-bit words in turn: one word of each.
  @inline(__always)
  func storeInTurn16(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    let codes = target.assumingMemoryBound(to: UInt16.self)
    let (a, b, c) = (words(a), words(b), words(c))
    for lane in 0..<WordLanes.scalarCount {
      codes[3 * lane] = a[lane]
      codes[3 * lane + 1] = b[lane]
      codes[3 * lane + 2] = c[lane]
    }
  }

  /// As `storeInTurn16`, 32-bit words.
  @inline(__always)
  func storeInTurn32(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    let words = target.assumingMemoryBound(to: Int32.self)
    for lane in 0..<IntLanes.scalarCount {
      words[3 * lane] = a[lane]
      words[3 * lane + 1] = b[lane]
      words[3 * lane + 2] = c[lane]
    }
  }

  /// Writes the three lower bytes of each lane side by side, of two registers in turn.
  @inline(__always)
  func storeTriples(
    _ even: IntLanes, _ odd: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    unsafe storeTriplesByLane(even, odd, target)
  }
#endif
