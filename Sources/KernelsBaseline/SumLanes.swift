/// As many 16-bit sums as one 128-bit register holds.
typealias ShortSums = SIMD8<Int16>
