import ExactMath
import Testing

/// FNV-1a over the bytes of bit patterns, the least significant first.
private struct Digest {
  var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ x: Double) {
    for i in 0..<8 {
      value = (value ^ (x.bitPattern >> UInt64(8 * i) & 0xff)) &* 0x100_0000_01b3
    }
  }
}

@Suite("The same bits on every machine")
struct GoldenTests {
  @Test(
    "Results over many arguments have the digest that was committed",
    arguments: [
      ("sin", 0xa895_8eb6_3735_2ad1 as UInt64),
      ("cos", 0x3500_c7c7_e11b_4f0f),
      ("tan", 0x46eb_7456_492e_bfa6),
      ("atan", 0x4d2e_ac0e_f35f_2a62),
      ("atan2", 0x80d2_8837_73bf_3583),
      ("asin", 0x21b9_e9dc_2329_7af3),
      ("acos", 0xfae7_f760_a0c5_ff5b),
      ("exp", 0xfed8_5000_d105_d901),
      ("log", 0xa6b4_2131_19aa_b43b),
      ("cbrt", 0x0dcb_0e4a_48e9_efc2),
      ("pow", 0x5363_babb_4437_2bba),
    ])
  func golden(name: String, expected: UInt64) throws {
    let promise = try #require(Promise.all.first { $0.name == name })
    var stream = Stream(state: 7)
    var digest = Digest()
    for i in 0..<40_000 {
      let anything = [Double(bitPattern: stream.next()), Double(bitPattern: stream.next())]
      let near = [Double.random(in: -4...4, using: &stream), .random(in: -4...4, using: &stream)]
      let fraction = [Double.random(in: 0...1, using: &stream), .random(in: 0...1, using: &stream)]
      digest.add(promise.function([anything, near, fraction][i % 3]))
    }
    #expect(
      digest.value == expected, "\(name) has the digest 0x\(String(digest.value, radix: 16))")
  }
}
