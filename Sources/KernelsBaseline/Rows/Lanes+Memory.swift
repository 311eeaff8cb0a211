/// Reads as many floats as fit one register, from any address.
@_transparent
func load(_ pointer: UnsafePointer<Float>) -> FloatLanes {
  unsafe UnsafeRawPointer(pointer).loadUnaligned(as: FloatLanes.self)
}

/// Writes one register of floats, to any address.
@_transparent
func store(_ value: FloatLanes, _ pointer: UnsafeMutablePointer<Float>) {
  unsafe UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: FloatLanes.self)
}

/// Writes one register of integers, to any address.
@_transparent
func store(_ value: IntLanes, _ pointer: UnsafeMutablePointer<Int32>) {
  unsafe UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: IntLanes.self)
}

/// Reads as many integers as fit one register, from any address.
@_transparent
func load(_ pointer: UnsafePointer<Int32>) -> IntLanes {
  unsafe UnsafeRawPointer(pointer).loadUnaligned(as: IntLanes.self)
}
