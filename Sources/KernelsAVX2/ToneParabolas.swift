/// Coefficients of 32 parabolas, from the square on, 32 each.
typealias ToneParabolas = UnsafePointer<Float>

/// Three times 32 coefficients, where they are.
@_transparent
func toneParabolas(_ table: UnsafePointer<Float>) -> ToneParabolas { table }

/// The coefficients of one parabola for each lane; the lowest five bits of `parabola` tell which.
///
/// Lane by lane: reading a code from a table is faster.
@inline(__always)
func coefficients(
  _ parabolas: ToneParabolas, _ parabola: IntLanes
) -> (FloatLanes, FloatLanes, FloatLanes) {
  let none = FloatLanes(repeating: 0)
  var (a, b, c) = (none, none, none)
  for lane in 0..<FloatLanes.scalarCount {
    let place = Int(parabola[lane] & 31)
    unsafe (a[lane], b[lane]) = (parabolas[place], parabolas[32 + place])
    unsafe c[lane] = parabolas[64 + place]
  }
  return (a, b, c)
}
