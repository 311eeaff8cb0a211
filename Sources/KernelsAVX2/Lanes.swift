/// As many floats as one 256-bit register holds.
typealias FloatLanes = SIMD8<Float>
/// A choice for each of them.
typealias FloatMask = SIMDMask<SIMD8<Int32>>
