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
