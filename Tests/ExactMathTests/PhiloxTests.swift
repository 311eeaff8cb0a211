import ExactMath
import Testing

@Suite struct PhiloxTests {
  /// Known answers of Random123 (kat_vectors, philox4x32 10).
  @Test func `philox gives the published bits`() {
    let zero = Philox(seed: 0).bits(x: 0, y: 0, stream: 0)
    #expect(zero == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = Philox(seed: .max).bits(x: -1, y: -1, stream: .max, index: .max)
    #expect(ones == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let pi = Philox(seed: 0x299f_31d0_a409_3822)
      .bits(x: 0x243f_6a88, y: 0x85a3_08d3, stream: 0x1319_8a2e, index: 0x0370_7344)
    #expect(pi == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test func numbersLieWithinZeroAndOne() {
    #expect(Philox.unit(0) == 0x1p-33 && Philox.unit(.max) == 1 - 0x1p-33)
    let draws = Philox(seed: 7).uniforms(x: 3, y: 5, stream: 11, index: 13)
    let bits = Philox(seed: 7).bits(x: 3, y: 5, stream: 11, index: 13)
    #expect(draws.x == Philox.unit(bits.x) && draws.w == Philox.unit(bits.w))
  }
}
