/// Which lanes are taken from another register: those of all ones.
typealias LaneChoice = IntLanes

/// Every second lane, beginning with lane `parity` (0 or 1).
@inline(__always)
func everySecond(_ parity: Int) -> LaneChoice {
  parity == 0 ? IntLanes(-1, 0, -1, 0) : IntLanes(0, -1, 0, -1)
}

/// A register with some lanes of another one.
@inline(__always)
func blended(_ a: FloatLanes, _ b: FloatLanes, _ choice: LaneChoice) -> FloatLanes {
  let first = unsafe unsafeBitCast(a, to: IntLanes.self) & ~choice
  let second = unsafe unsafeBitCast(b, to: IntLanes.self) & choice
  return unsafe unsafeBitCast(first | second, to: FloatLanes.self)
}
