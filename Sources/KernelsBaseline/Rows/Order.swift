/// Samples that are put in order, a register at a time.
protocol Order {
  associatedtype Number: BitwiseCopyable
  /// As many as one register holds.
  associatedtype Lanes: BitwiseCopyable
  static var lanes: Int { get }
  static func low(_ a: Lanes, _ b: Lanes) -> Lanes
  static func high(_ a: Lanes, _ b: Lanes) -> Lanes
  /// What a sample counts as.
  static func taken(_ sample: Lanes) -> Lanes
  /// What is written for a sample that was chosen.
  static func given(_ choice: Lanes) -> Lanes
}

extension Order {
  /// Exchanges two numbers that are not in order.
  @inline(__always) static func sort(_ a: inout Lanes, _ b: inout Lanes) {
    (a, b) = (low(a, b), high(a, b))
  }

  @inline(__always) static func taken(_ sample: Lanes) -> Lanes { sample }
  @inline(__always) static func given(_ choice: Lanes) -> Lanes { choice }

  @inline(__always) static func load(_ pointer: UnsafePointer<Number>) -> Lanes {
    unsafe taken(UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self))
  }

  @inline(__always) static func store(_ value: Lanes, _ pointer: UnsafeMutablePointer<Number>) {
    unsafe UnsafeMutableRawPointer(pointer).storeBytes(of: given(value), as: Lanes.self)
  }
}

/// Codes of 8 bits, a whole register.
enum ByteOrder: Order {
  typealias Number = UInt8
  @inline(__always) static var lanes: Int { ByteLanes.scalarCount }
  @inline(__always) static func low(_ a: ByteLanes, _ b: ByteLanes) -> ByteLanes {
    lower(a, b)
  }
  @inline(__always) static func high(_ a: ByteLanes, _ b: ByteLanes) -> ByteLanes {
    higher(a, b)
  }
}

/// Codes of 8 bits, 16 at a time.
enum SixteenByteOrder: Order {
  typealias Number = UInt8
  @inline(__always) static var lanes: Int { 16 }
  @inline(__always) static func low(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>) -> SIMD16<UInt8> {
    lower(a, b)
  }
  @inline(__always) static func high(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>) -> SIMD16<UInt8> {
    higher(a, b)
  }
}

/// Codes of 16 bits, a whole register.
enum ShortOrder: Order {
  typealias Number = UInt16
  @inline(__always) static var lanes: Int { WordLanes.scalarCount }
  @inline(__always) static func low(_ a: WordLanes, _ b: WordLanes) -> WordLanes {
    lower(a, b)
  }
  @inline(__always) static func high(_ a: WordLanes, _ b: WordLanes) -> WordLanes {
    higher(a, b)
  }
}

/// Codes of 16 bits, eight at a time.
enum EightShortOrder: Order {
  typealias Number = UInt16
  @inline(__always) static var lanes: Int { 8 }
  @inline(__always) static func low(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> {
    lower(a, b)
  }
  @inline(__always) static func high(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> {
    higher(a, b)
  }
}

/// Floats; what is not a number counts as +∞, and zero is written as +0.
///
/// So all that is compared is ordered, and equal numbers have equal bits in the result: it does not
/// depend on which comparisons are made.
enum FloatOrder: Order {
  typealias Number = Float
  @inline(__always) static var lanes: Int { FloatLanes.scalarCount }
  @inline(__always) static func low(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    b.replacing(with: a, where: a .< b)
  }
  @inline(__always) static func high(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    b.replacing(with: a, where: a .> b)
  }
  @inline(__always) static func taken(_ sample: FloatLanes) -> FloatLanes {
    low(sample, FloatLanes(repeating: .infinity))
  }
  @inline(__always) static func given(_ choice: FloatLanes) -> FloatLanes { choice + 0 }
}

/// Four floats at a time.
enum FourFloatOrder: Order {
  typealias Number = Float
  @inline(__always) static var lanes: Int { 4 }
  @inline(__always) static func low(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    b.replacing(with: a, where: a .< b)
  }
  @inline(__always) static func high(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    b.replacing(with: a, where: a .> b)
  }
  @inline(__always) static func taken(_ sample: SIMD4<Float>) -> SIMD4<Float> {
    low(sample, SIMD4<Float>(repeating: .infinity))
  }
  @inline(__always) static func given(_ choice: SIMD4<Float>) -> SIMD4<Float> { choice + 0 }
}
