import ExactMath
import Testing

@testable import Simulator

struct RandomTests {
  /// Reference: 20 digits of mpmath.
  @Test(arguments: [
    (0.5, 0.0), (0.975, 1.9599639845400542355), (0.9, 1.2815515655446004),
    (0.001, -3.0902323061678135415), (1e-9, -5.9978070150076868715),
    (1e-15, -7.9413453261709971756),
  ])
  func `normal quantiles agree with a reference`(p: Double, z: Double) {
    #expect((Normal.quantile(p) - z).magnitude <= 4e-15 * max(1, z.magnitude))
  }

  @Test func `normal quantiles are odd and rise`() {
    var last = -Double.infinity
    for step in 1..<4096 {
      let p = Double(step) / 4096
      let z = Normal.quantile(p)
      #expect(z > last)
      #expect((z + Normal.quantile(1 - p)).magnitude < 1e-15)
      last = z
    }
  }

  /// The oracle adds the terms of the distribution in their logarithms' stead.
  @Test(arguments: [0.01, 0.7, 5, 31.9, 32.1, 60, 400, 5000])
  func `poisson counts have the right mean and spread`(mean: Double) {
    var (sum, squares) = (0.0, 0.0)
    let count = 200_000
    for step in 0..<count {
      let k = Poisson.quantile((Double(step) + 0.5) / Double(count), mean: mean)
      sum += k
      squares += k * k
    }
    let average = sum / Double(count)
    let variance = squares / Double(count) - average * average
    #expect((average / mean - 1).magnitude < 0.001)
    #expect((variance / mean - 1).magnitude < 0.004)
  }

  @Test func `poisson counts beyond the limit are the exact ones, or next to them`() {
    let mean = 40.0
    // Cumulated from the middle term on, which is found by a product.
    var term = 1.0
    for _ in 0..<40 { term *= 0.36787944117144233 }
    var (sum, k) = (term, 0.0)
    for step in 1..<4000 {
      let p = Double(step) / 4000
      while sum < p {
        k += 1
        term *= mean / k
        sum += term
      }
      #expect((Poisson.quantile(p, mean: mean) - k).magnitude <= 1)
    }
  }
}
