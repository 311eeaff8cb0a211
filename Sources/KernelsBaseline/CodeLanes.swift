/// As many 8-bit codes as one 128-bit register holds.
typealias ByteLanes = SIMD16<UInt8>
/// As many 16-bit codes.
typealias WordLanes = SIMD8<UInt16>
