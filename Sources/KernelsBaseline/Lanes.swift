/// As many floats as one 128-bit register holds.
typealias FloatLanes = SIMD4<Float>
/// A choice for each of them.
typealias FloatMask = SIMDMask<SIMD4<Int32>>
