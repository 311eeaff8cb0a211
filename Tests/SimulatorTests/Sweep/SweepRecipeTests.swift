import ExactMath
import Rig
import Settings
import Testing

@testable import Simulator

@Suite struct SweepRecipeTests {
  private func recipe(_ change: (inout SweepRecipe) -> Void) -> SweepRecipe {
    var recipe = SweepRecipe()
    change(&recipe)
    return recipe
  }

  @Test func whatMakesNoSenseTogetherIsRefused() {
    for wrong in [
      recipe { ($0.attack, $0.plan) = (.glint, .fills) },
      recipe { ($0.attack, $0.perturbation) = (.replay, .exposureUp) },
    ] {
      #expect(throws: (any Error).self) { try Sweep(seed: 1, quality: .sweep, recipe: wrong) }
    }
    #expect(throws: Never.self) {
      try recipe { ($0.plan, $0.perturbation, $0.family) = (.lit, .arm, .fit) }.check()
    }
  }

  /// Nothing that one family has is drawn for the other.
  @Test func fittingAndReportingShareNothing() {
    func drawn(_ family: SweepFamily) -> [SweepStrata] {
      (0..<96).map { SweepStrata(seed: 3, number: $0, recipe: recipe { $0.family = family }) }
    }
    let (fit, report) = (drawn(.fit), drawn(.report))
    func apart<T: Hashable>(_ value: (SweepStrata) -> T, atLeast count: Int) {
      let (a, b) = (Set(fit.map(value)), Set(report.map(value)))
      #expect(a.isDisjoint(with: b), "\(a) \(b)")
      #expect(a.count + b.count >= count)
    }
    apart({ $0.shape.kind }, atLeast: 4)
    apart({ $0.heap }, atLeast: 3)
    apart({ $0.law }, atLeast: 2)
    apart({ $0.shovel.color }, atLeast: 8)
    apart({ $0.clodSize }, atLeast: 60)
    apart({ $0.terrain(cells: 256, finest: 1).roughness }, atLeast: 20)
    apart({ $0.shovel.roughness }, atLeast: 30)
    // The seed of the ground is drawn likewise.
    apart({ $0.rover.position }, atLeast: 190)
    for (strata, ranges) in [(fit, [6.0...14, 26...40]), (report, [14...26, 40...58])] {
      let suns = strata.map(\.sunElevation)
      for range in ranges { #expect(suns.contains { range.contains($0) }) }
      #expect(
        suns.allSatisfy { sun in
          ranges.contains {
            $0.lowerBound <= sun && sun < $0.upperBound
              || sun == 58
          }
        })
    }
  }

  @Test func densitiesAreNormalAndCut() {
    let densities = (0..<960).map { SweepStrata(seed: 5, number: $0).density }
    let mean = densities.reduce(0, +) / 960
    let variance = densities.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 960
    #expect((mean - 1450).magnitude < 3 && (variance.squareRoot() - 148).magnitude < 4)
    #expect(densities.allSatisfy { $0 >= 1000 && $0 <= 1900 })
    #expect(densities.contains { $0 < 1100 } && densities.contains { $0 > 1800 })
  }

  @Test func plansSayWhatIsInTheShovel() throws {
    func strata(_ plan: SweepPlan) -> [SweepStrata] {
      (0..<24).map { SweepStrata(seed: 6, number: $0, recipe: recipe { $0.plan = plan }) }
    }
    #expect(strata(.empty).count { $0.content == .empty } == 12)
    #expect(strata(.empty).count { $0.content == .dust && $0.fill == 0 } == 12)
    let fills = strata(.fills).map(\.fill).sorted()
    for (number, fill) in fills.enumerated() {
      #expect((fill - 0.05 - 0.9 / 24 * (Double(number) + 0.5)).magnitude < 0.9 / 48 + 1e-4)
    }
    for strata in strata(.threshold) {
      let grams = strata.fill * strata.shape.capacity * strata.density * 1000
      #expect(grams > 24.9 && grams < 100.1)
      #expect(strata.content == .trace || strata.content == .low || strata.content == .partial)
    }
    #expect(strata(.lit).allSatisfy { !$0.isMono && $0.fill > 0 })
  }

  /// A collection of the plan "lit" is what it says, asked of the scene itself.
  @Test func litFloorsAreLit() throws {
    for family in [SweepFamily.fit, .report] {
      let recipe = recipe { ($0.plan, $0.family) = (.lit, family) }
      for number in 0..<2 {
        let made = try SweepCollection(number, seed: 11, quality: .sweep, recipe: recipe)
        let simulation = try Simulation(made.scene, rig: made.rig)
        #expect(made.scene.sun.elevation >= 15 && made.rig.cameras.count == 2)
        for moment in 0..<2 { #expect(simulation.litShare(moment: moment) ?? 0 >= 0.5) }
        let grams = (simulation.moments[1].shovel?.volume ?? 0) * made.scene.soil.density * 1000
        #expect(grams >= 75, "\(grams)")
      }
    }
  }

  @Test(arguments: SweepPerturbation.allCases.filter { $0 != .none })
  func aPerturbationChangesWhatItSaysAndNothingElse(what: SweepPerturbation) throws {
    for number in 0..<6 {
      let plain = try SweepCollection(number, seed: 9, quality: .sweep)
      let made = try SweepCollection(
        number, seed: 9, quality: .sweep, recipe: recipe { $0.perturbation = what })
      var scene = made.scene
      #expect(scene != plain.scene)
      switch what {
      case .none: break
      case .arm:
        #expect(scene.moments[1].armError.magnitude == 1.5)
        scene.moments[1].armError = 0
      case .shift:
        let shift = scene.shovel?.shift ?? []
        let length = shift.reduce(0) { $0 + $1 * $1 }.squareRoot()
        #expect((length - 3).magnitude < 0.01)
        scene.shovel?.shift = [0, 0, 0]
      case .exposureUp, .exposureDown:
        #expect(scene.moments.map(\.exposureBias) == [0, what == .exposureUp ? 1 : -1])
        scene.moments[1].exposureBias = 0
      case .jpeg45:
        #expect(scene.jpegQuality == 45 && made.variant == scene.format.rawValue)
        let bits = made.rig.cameras.map(\.sensor.validBits)
        #expect(scene.format == .jpeg || bits.allSatisfy { $0 == 8 })
        (scene.jpegQuality, scene.format) = (85, .png)
      case .lostRows:
        for moment in 0..<2 {
          let width = made.rig.cameras[0].sensor.validBits == 8 ? 960 : 1920
          for camera in made.rig.cameras {
            let lost = scene.moments[moment].lost.filter { $0.camera == camera.name }
            #expect(lost.reduce(0) { $0 + $1.length } == 27 * width)
            #expect(
              lost.allSatisfy { $0.offset % width == 0 && $0.offset + $0.length <= 540 * width })
          }
          scene.moments[moment].lost = []
        }
        scene.format = .png
      case .oneCamera:
        #expect(made.rig.cameras.count == 2)
        #expect(scene.moments.allSatisfy { $0.cameras == [made.variant ?? ""] })
        for moment in 0..<2 { scene.moments[moment].cameras = nil }
        scene.misalignments = plain.scene.misalignments
      }
      #expect(scene == plain.scene)
    }
  }
}
