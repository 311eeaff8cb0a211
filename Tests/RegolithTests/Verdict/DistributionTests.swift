import Testing

@testable import Regolith

@Suite struct DistributionTests {
  static let positions = [-0.85, -0.56, -0.5, -0.29, -0.06, 0.16, 0.43, 0.86, 2]
  static let volume = VolumeDistribution(
    (low: 100e-6, likeliest: 200e-6, high: 300e-6), deviation: 100e-6, slack: 0,
    positions: positions)

  @Test func quantilesLieWhereThePositionsAre() {
    for (probability, position) in zip(VolumeDistribution.probabilities, Self.positions) {
      let expected = 200e-6 + position * 100e-6
      #expect((Self.volume.quantile(probability) - expected).magnitude < 1e-15)
    }
    #expect(Self.volume.quantile(-1) == Self.volume.quantile(0))
    #expect(Self.volume.quantile(2) == Self.volume.quantile(1))
  }

  @Test func probabilitiesAreThoseOfQuantiles() {
    for step in 1..<40 {
      let probability = Double(step) / 40
      let volume = Self.volume.quantile(probability)
      #expect((Self.volume.probability(ofAtLeast: volume) - (1 - probability)).magnitude < 1e-12)
    }
    #expect(Self.volume.probability(ofAtLeast: 0) == 1)
    #expect(Self.volume.probability(ofAtLeast: 110e-6) == 1)
    #expect(Self.volume.probability(ofAtLeast: 401e-6) == 0)
  }

  /// Half of the probability lies on nothing at all.
  @Test func volumesAreNotNegativeAndMayBeNothing() {
    let volume = VolumeDistribution(
      (low: 0, likeliest: 0, high: 100e-6), deviation: 100e-6, slack: 0,
      positions: [0, 0, 0, 0, 0, 0.1, 0.2, 0.3, 0.5])
    #expect(volume.quantile(0.3) == 0 && volume.quantile(0.5) == 0)
    #expect(volume.probability(ofAtLeast: 1e-12) < 0.5 + 1e-9)
    #expect((volume.probability(ofAtLeast: 10e-6) - 0.25).magnitude < 1e-12)
    let far = VolumeDistribution(
      (low: 0, likeliest: 10e-6, high: 20e-6), deviation: 10e-6, slack: 50e-6,
      positions: Self.positions)
    #expect(far.quantile(0) == 0)
  }

  /// A step grows with the way to the bound and with the deviation, and is the slack at least.
  @Test func stepsAreGeometricMeans() {
    let positions: [Double] = [-1, -1, -1, -1, 0, 1, 1, 1, 1]
    func volume(_ deviation: Double) -> VolumeDistribution {
      VolumeDistribution(
        (low: 100e-6, likeliest: 200e-6, high: 600e-6), deviation: deviation, slack: 10e-6,
        positions: positions)
    }
    #expect((volume(25e-6).quantile(1) - 310e-6).magnitude < 1e-15)
    #expect((volume(25e-6).quantile(0) - 140e-6).magnitude < 1e-15)
    #expect((volume(0).quantile(1) - 210e-6).magnitude < 1e-15)
  }

  @Test func aKnownDensityScalesVolumes() {
    let mass = MassDistribution(Self.volume, density: 1500, deviation: 0)
    for probability in [0.05, 0.3, 0.5, 0.8, 0.95] {
      let expected = Self.volume.quantile(probability) * 1500
      #expect((mass.quantile(probability) - expected).magnitude < 1e-12)
    }
  }

  @Test func anUncertainDensityWidensTheInterval() {
    let mass = MassDistribution(Self.volume, density: 1450, deviation: 150)
    let known = MassDistribution(Self.volume, density: 1450, deviation: 0)
    #expect(mass.quantile(0.05) < known.quantile(0.05))
    #expect(mass.quantile(0.95) > known.quantile(0.95))
    #expect((mass.quantile(0.5) / known.quantile(0.5) - 1).magnitude < 0.02)
    for grams in [200.0, 270, 320, 400] {
      let probability = mass.probability(ofAtLeast: grams / 1000)
      #expect((mass.quantile(1 - probability) * 1000 - grams).magnitude < 0.01)
    }
  }
}
