/// What instruction sets without wide permutations do lane by lane.

/// Writes the three lower bytes of each lane side by side, of two registers in turn.
@inline(__always)
func storeTriplesByLane(_ even: IntLanes, _ odd: IntLanes, _ target: UnsafeMutableRawPointer) {
  let bytes = unsafe target.assumingMemoryBound(to: UInt8.self)
  for lane in 0..<IntLanes.scalarCount {
    unsafe storeTriple(even[lane], bytes + 6 * lane)
    unsafe storeTriple(odd[lane], bytes + (6 * lane + 3))
  }
}

@inline(__always)
private func storeTriple(_ value: Int32, _ bytes: UnsafeMutablePointer<UInt8>) {
  unsafe bytes[0] = UInt8(truncatingIfNeeded: value)
  unsafe bytes[1] = UInt8(truncatingIfNeeded: value &>> 8)
  unsafe bytes[2] = UInt8(truncatingIfNeeded: value &>> 16)
}

/// The coefficients of one of 32 parabolas for each lane; the lowest five bits of `parabola` tell
/// which, and each coefficient stands 32 times in a row.
@inline(__always)
func coefficientsByLane(
  _ table: UnsafePointer<Float>, _ parabola: IntLanes
) -> (FloatLanes, FloatLanes, FloatLanes) {
  let none = FloatLanes(repeating: 0)
  var (a, b, c) = (none, none, none)
  for lane in 0..<FloatLanes.scalarCount {
    let place = Int(parabola[lane] & 31)
    unsafe (a[lane], b[lane]) = (table[place], table[32 + place])
    unsafe c[lane] = table[64 + place]
  }
  return (a, b, c)
}
