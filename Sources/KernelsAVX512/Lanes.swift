/// As many floats as one 512-bit register holds.
typealias FloatLanes = SIMD16<Float>
/// A choice for each of them.
typealias FloatMask = SIMDMask<SIMD16<Int32>>
