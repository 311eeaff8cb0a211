import ExactMath
import Rig
import TestSupport
import Testing

@testable import Stereo

@Suite struct LightFieldTests {
  /// A picture that is brighter in its upper right part than what the other one shows there.
  @Test func whatDiffersSlowlyIsFound() {
    func truth(_ place: ImagePoint) -> Double { place.y < 0.5 ? 0.2 * place.x : 0 }
    var generator = SeededGenerator(seed: 3)
    let samples = (0..<3000).map { index -> LightField.Sample in
      let place = ImagePoint(
        .random(in: 0.6...1, using: &generator), .random(in: 0...1, using: &generator))
      let noise = Double.random(in: -0.02...0.02, using: &generator)
      // One of ten shows something else.
      let stray = index % 10 == 0 ? Double.random(in: -1...1, using: &generator) : 0
      return LightField.Sample(
        first: (0, place), second: (1, ImagePoint(place.x - 0.6, place.y)),
        difference: truth(place) + noise + stray)
    }
    let fields = LightField.fitted(samples, pictures: 2)
    for y in [0.1, 0.3, 0.7, 0.9] {
      for x in [0.65, 0.8, 0.95] {
        let place = ImagePoint(x, y)
        let ratio =
          fields[0].factor(at: place) / fields[1].factor(at: ImagePoint(x - 0.6, y))
        #expect((ratio / Exact.exp(truth(place)) - 1).magnitude < 0.04, "\(ratio) at \(place)")
      }
    }
    // Both give way, and what no sample tells stays nearly as it is.
    #expect(fields[0].factor(at: ImagePoint(0.95, 0.1)) > 1.03)
    #expect(fields[1].factor(at: ImagePoint(0.35, 0.1)) < 0.97)
    #expect((fields[0].factor(at: ImagePoint(0, 0.9)) - 1).magnitude < 0.06)
  }

  @Test func fewSamplesTellNothing() {
    let sample = LightField.Sample(
      first: (0, ImagePoint(0, 0)), second: (1, ImagePoint(1, 1)), difference: 1)
    let fields = LightField.fitted([sample], pictures: 2)
    #expect(fields == [.even, .even] && fields[0].factor(at: ImagePoint(0.5, 0.5)) == 1)
  }
}
