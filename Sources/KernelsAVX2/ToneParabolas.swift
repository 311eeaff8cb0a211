/// Coefficients of 32 parabolas, from the square on, 32 each.
typealias ToneParabolas = UnsafePointer<Float>

/// Three times 32 coefficients, where they are.
@_transparent
func toneParabolas(_ table: UnsafePointer<Float>) -> ToneParabolas { table }

/// The coefficients of one parabola for each lane; reading a code from a table is faster.
@inline(__always)
func coefficients(
  _ parabolas: ToneParabolas, _ parabola: IntLanes
) -> (FloatLanes, FloatLanes, FloatLanes) {
  unsafe coefficientsByLane(parabolas, parabola)
}
