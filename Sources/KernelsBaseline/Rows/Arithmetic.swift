/// What a filter does with its numbers, one register at a time.
protocol Arithmetic {
  /// One sample of a row, of the weights and of the result.
  associatedtype Number: BitwiseCopyable
  /// As many as one register holds.
  associatedtype Lanes: BitwiseCopyable
  static var lanes: Int { get }
  /// Numbers from one weight to the next in a table: 64 bytes hold one weight many times.
  ///
  /// Reading a register of equal weights costs a load; making it of one number costs as much as a
  /// product besides (four such for twelve products: 44 instead of 58 billion products a second).
  static var weightSpacing: Int { get }
  static func load(_ pointer: UnsafePointer<Number>) -> Lanes
  static func repeated(_ number: Number) -> Lanes
  static func product(_ a: Lanes, _ b: Lanes) -> Lanes
  static func sum(_ a: Lanes, _ b: Lanes) -> Lanes
}

/// Floats.
enum FloatArithmetic: Arithmetic {
  @inline(__always) static var lanes: Int { FloatLanes.scalarCount }
  @inline(__always) static var weightSpacing: Int { 16 }
  @inline(__always) static func load(_ pointer: UnsafePointer<Float>) -> FloatLanes {
    unsafe UnsafeRawPointer(pointer).loadUnaligned(as: FloatLanes.self)
  }
  @inline(__always) static func repeated(_ number: Float) -> FloatLanes {
    FloatLanes(repeating: number)
  }
  @inline(__always) static func product(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    floatProduct(a, b)
  }
  @inline(__always) static func sum(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    floatSum(a, b)
  }
}

/// Pairs of 16-bit integers in 32-bit numbers: a product of pairs is `a₀·b₀ + a₁·b₁`.
enum PairArithmetic: Arithmetic {
  @inline(__always) static var lanes: Int { IntLanes.scalarCount }
  @inline(__always) static var weightSpacing: Int { 16 }
  @inline(__always) static func load(_ pointer: UnsafePointer<Int32>) -> IntLanes {
    unsafe UnsafeRawPointer(pointer).loadUnaligned(as: IntLanes.self)
  }
  @inline(__always) static func repeated(_ number: Int32) -> IntLanes {
    IntLanes(repeating: number)
  }
  @inline(__always) static func product(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    pairProducts(a, b)
  }
  @inline(__always) static func sum(_ a: IntLanes, _ b: IntLanes) -> IntLanes { a &+ b }
}

/// 16-bit integers; weights count in 2⁻¹⁵, and each product is rounded, half up.
enum ShortArithmetic: Arithmetic {
  @inline(__always) static var lanes: Int { ShortLanes.scalarCount }
  @inline(__always) static var weightSpacing: Int { 32 }
  @inline(__always) static func load(_ pointer: UnsafePointer<Int16>) -> ShortLanes {
    unsafe UnsafeRawPointer(pointer).loadUnaligned(as: ShortLanes.self)
  }
  @inline(__always) static func repeated(_ number: Int16) -> ShortLanes {
    ShortLanes(repeating: number)
  }
  @inline(__always) static func product(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    roundedProducts(a, b)
  }
  @inline(__always) static func sum(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    wrappedSum(a, b)
  }
}

/// 16-bit integers without a sign; sums are exact as long as they fit.
enum WholeArithmetic: Arithmetic {
  @inline(__always) static var lanes: Int { ShortLanes.scalarCount }
  @inline(__always) static var weightSpacing: Int { 32 }
  @inline(__always) static func load(_ pointer: UnsafePointer<Int16>) -> ShortLanes {
    unsafe UnsafeRawPointer(pointer).loadUnaligned(as: ShortLanes.self)
  }
  @inline(__always) static func repeated(_ number: Int16) -> ShortLanes {
    ShortLanes(repeating: number)
  }
  @inline(__always) static func product(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    wrappedProduct(a, b)
  }
  @inline(__always) static func sum(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    wrappedSum(a, b)
  }
}
