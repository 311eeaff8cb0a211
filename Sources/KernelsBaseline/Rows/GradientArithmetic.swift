/// Arithmetic of gradients: samples become numbers that hold every sum.
protocol GradientArithmetic {
  associatedtype In: BitwiseCopyable
  associatedtype Out: BitwiseCopyable
  /// As many numbers as one register holds.
  associatedtype Lanes: BitwiseCopyable
  static var lanes: Int { get }
  static func load(_ samples: UnsafePointer<In>) -> Lanes
  static func plus(_ a: Lanes, _ b: Lanes) -> Lanes
  static func minus(_ a: Lanes, _ b: Lanes) -> Lanes
  static func times(_ factor: Int16, _ a: Lanes) -> Lanes
}

/// Codes of 8 bits in 16-bit numbers, a whole register.
enum ByteGradient: GradientArithmetic {
  typealias In = UInt8
  typealias Out = Int16
  @inline(__always) static var lanes: Int { ShortLanes.scalarCount }
  @inline(__always) static func load(_ samples: UnsafePointer<UInt8>) -> ShortLanes {
    unsafe widened(samples)
  }
  @inline(__always) static func plus(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    wrappedSum(a, b)
  }
  @inline(__always) static func minus(_ a: ShortLanes, _ b: ShortLanes) -> ShortLanes {
    wrappedDifference(a, b)
  }
  @inline(__always) static func times(_ factor: Int16, _ a: ShortLanes) -> ShortLanes {
    wrappedProduct(ShortLanes(repeating: factor), a)
  }
}

/// Codes of 8 bits in 16-bit numbers, eight at a time.
enum EightByteGradient: GradientArithmetic {
  typealias In = UInt8
  typealias Out = Int16
  @inline(__always) static var lanes: Int { SIMD8<Int16>.scalarCount }
  @inline(__always) static func load(_ samples: UnsafePointer<UInt8>) -> SIMD8<Int16> {
    unsafe widened(samples)
  }
  @inline(__always) static func plus(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD8<Int16> {
    wrappedSum(a, b)
  }
  @inline(__always) static func minus(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD8<Int16> {
    wrappedDifference(a, b)
  }
  @inline(__always) static func times(_ factor: Int16, _ a: SIMD8<Int16>) -> SIMD8<Int16> {
    wrappedProduct(SIMD8<Int16>(repeating: factor), a)
  }
}

/// Codes of 16 bits in 32-bit numbers, a whole register.
enum ShortGradient: GradientArithmetic {
  typealias In = UInt16
  typealias Out = Int32
  @inline(__always) static var lanes: Int { IntLanes.scalarCount }
  @inline(__always) static func load(_ samples: UnsafePointer<UInt16>) -> IntLanes {
    unsafe widened(samples)
  }
  @inline(__always) static func plus(_ a: IntLanes, _ b: IntLanes) -> IntLanes { a &+ b }
  @inline(__always) static func minus(_ a: IntLanes, _ b: IntLanes) -> IntLanes { a &- b }
  @inline(__always) static func times(_ factor: Int16, _ a: IntLanes) -> IntLanes {
    IntLanes(repeating: Int32(factor)) &* a
  }
}

/// Codes of 16 bits in 32-bit numbers, four at a time.
enum FourShortGradient: GradientArithmetic {
  typealias In = UInt16
  typealias Out = Int32
  @inline(__always) static var lanes: Int { SIMD4<Int32>.scalarCount }
  @inline(__always) static func load(_ samples: UnsafePointer<UInt16>) -> SIMD4<Int32> {
    unsafe widened(samples)
  }
  @inline(__always) static func plus(_ a: SIMD4<Int32>, _ b: SIMD4<Int32>) -> SIMD4<Int32> {
    a &+ b
  }
  @inline(__always) static func minus(_ a: SIMD4<Int32>, _ b: SIMD4<Int32>) -> SIMD4<Int32> {
    a &- b
  }
  @inline(__always) static func times(_ factor: Int16, _ a: SIMD4<Int32>) -> SIMD4<Int32> {
    SIMD4<Int32>(repeating: Int32(factor)) &* a
  }
}

/// Floats, a whole register.
enum FloatGradient: GradientArithmetic {
  typealias In = Float
  typealias Out = Float
  @inline(__always) static var lanes: Int { FloatLanes.scalarCount }
  @inline(__always) static func load(_ samples: UnsafePointer<Float>) -> FloatLanes {
    unsafe UnsafeRawPointer(samples).loadUnaligned(as: FloatLanes.self)
  }
  @inline(__always) static func plus(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes { a + b }
  @inline(__always) static func minus(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes { a - b }
  @inline(__always) static func times(_ factor: Int16, _ a: FloatLanes) -> FloatLanes {
    Float(factor) * a
  }
}

/// Floats, four at a time.
enum FourFloatGradient: GradientArithmetic {
  typealias In = Float
  typealias Out = Float
  @inline(__always) static var lanes: Int { SIMD4<Float>.scalarCount }
  @inline(__always) static func load(_ samples: UnsafePointer<Float>) -> SIMD4<Float> {
    unsafe UnsafeRawPointer(samples).loadUnaligned(as: SIMD4<Float>.self)
  }
  @inline(__always) static func plus(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { a + b }
  @inline(__always) static func minus(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    a - b
  }
  @inline(__always) static func times(_ factor: Int16, _ a: SIMD4<Float>) -> SIMD4<Float> {
    Float(factor) * a
  }
}
