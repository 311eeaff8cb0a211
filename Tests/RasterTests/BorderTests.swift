import Raster
import Testing

@Suite struct BorderTests {
  /// Positions −5…8 of `abcd`, as the documentation of each border draws them.
  @Test(arguments: [
    (Border.reflect101, "bcdcbabcdcbabc"), (.reflect, "ddcbaabcddcbaa"),
    (.replicate, "aaaaaabcdddddd"), (.wrap, "dabcdabcdabcda"),
    (.constant(0), ".....abcd....."),
  ])
  func eachBorderReadsAsItIsDrawn(border: Border, expected: String) {
    let letters = Array("abcd")
    let drawn = (-5...8).map { position in
      border.source(of: position, count: 4).map { String(letters[$0]) } ?? "."
    }
    #expect(drawn.joined() == expected)
  }

  @Test func onePixelIsItsOwnMirror() {
    for border in [Border.reflect101, .reflect, .replicate, .wrap] {
      #expect((-7...7).allSatisfy { border.source(of: $0, count: 1) == 0 })
    }
    #expect(Border.wrap.source(of: 0, count: 0) == nil)
  }
}
