import ExactMath
import Rig
import Testing

@testable import Regolith

@Suite struct LoadFitTests {
  /// What content ends at: a height in the middle of the shovel, slopes along x and y, and that of
  /// a cone whose top stands in the middle.
  struct Load: Sendable {
    var height: Double
    var slopes = (x: 0.0, y: 0.0)
    var cone = 0.0

    func top(_ x: Double, _ y: Double) -> Double {
      height + slopes.x * x + slopes.y * y - cone * (x * x + y * y).squareRoot()
    }
    func reaches(_ place: Vector3) -> Bool { place.z < top(place.x, place.y) }
  }

  private let model: ShovelModel
  private let floor: ShovelFloor
  private let most: [Double]

  init() throws {
    model = try MadeUpShovel().model
    floor = try ContentBoundsTests.floor()
    var bounds = ContentBoundsTests.bounds(floor)
    bounds.settle()
    most = bounds.most
  }

  /// What two eyes are told, each place rightly but for a share of them.
  private func fit(_ load: Load, wrong: Double = 0) -> LoadFit {
    var fit = LoadFit(floor, most: most)
    let shot = Philox(seed: 5)
    for (number, side) in [0.08, -0.08].enumerated() {
      let eye = Vector3(-0.25, side, 0.35)
      for (index, sample) in model.samples(floor, spacing: 0.0025).enumerated() {
        guard (eye - sample.position).dot(sample.normal) > 0 else { continue }
        var isHidden = load.reaches(sample.position)
        floor.follow(sample.position, to: eye) { cell, height in
          let (x, y) = floor.middle(cell)
          if load.reaches(Vector3(x, y, height)) { isHidden = true }
        }
        let isWrong = shot.uniforms(x: index, y: number, stream: 1).x < wrong
        fit.add(sample.position, seenFrom: eye, odds: isHidden == isWrong ? -2 : 2)
      }
    }
    return fit
  }

  private func volume(_ load: Load) -> Double {
    floor.volume(
      under: floor.heights.indices.map { index in
        let (x, y) = floor.middle(index)
        return floor.heights[index].isNaN ? .nan : max(floor.heights[index], load.top(x, y))
      })
  }

  static let loads = [
    Load(height: -0.03), Load(height: -0.045, slopes: (0.3, 0)),
    Load(height: -0.03, slopes: (-0.2, 0.25)), Load(height: -0.06, slopes: (0.4, -0.3)),
    Load(height: -0.015, cone: 0.7), Load(height: -0.01, slopes: (0.1, -0.1), cone: 0.6),
  ]

  /// What pictures alone leave open about level and sloping loads and heaps is told, also where one
  /// place of five is told wrongly.
  @Test(arguments: loads) func whatPicturesLeaveOpenIsTold(_ load: Load) {
    for wrong in [0, 0.2] {
      let found = fit(load, wrong: wrong).fitted()
      let error = (found.volume - volume(load)) / floor.capacity
      let deviation = found.deviation / floor.capacity
      #expect(error.magnitude < 0.04 + 1.64 * deviation, "\(load), \(wrong): \(error)")
      #expect(deviation < 0.4, "\(load), \(wrong): \(deviation)")
    }
  }

  /// With heights of one half the load is found, whose other half no height is known of.
  @Test(arguments: loads) func heightsTellTheLoad(_ load: Load) {
    for wrong in [0, 0.2] {
      var fit = fit(load, wrong: wrong)
      for index in floor.heights.indices where !floor.heights[index].isNaN {
        let (x, y) = floor.middle(index)
        guard x > 0 else { continue }
        let height = max(load.top(x, y), floor.heights[index])
        fit.add(index, height: height, isBare: height < floor.heights[index] + 0.001)
      }
      let error = (fit.fitted().volume - volume(load)) / floor.capacity
      #expect(error.magnitude < 0.05, "\(load), \(wrong): \(error)")
    }
  }

  /// Heights that are measured count, those far off do not.
  @Test func heightsAreFollowedToALimit() {
    var fit = fit(Load(height: -0.03))
    for index in floor.heights.indices where !floor.heights[index].isNaN && index % 3 == 0 {
      fit.add(index, height: index % 12 == 0 ? 0.01 : -0.034, isBare: false)
    }
    let found = fit.fitted()
    let error = (found.volume - volume(Load(height: -0.034))) / floor.capacity
    #expect(error.magnitude < 0.02, "\(error)")
  }

  /// Where nothing is told nothing is said to be there, and that it may be anything.
  @Test func nothingToldIsNothingFound() {
    let found = LoadFit(floor, most: most).fitted()
    #expect(found.volume == 0)
    #expect(found.deviation > 0.05 * floor.capacity, "\(found.deviation / floor.capacity)")
    let bare = fit(Load(height: -0.2)).fitted()
    #expect(bare.volume < 0.005 * floor.capacity && bare.deviation < 0.02 * floor.capacity)
  }

  /// Where content is seen everywhere, the shovel is about full.
  @Test func nothingBareIsFull() {
    let found = fit(Load(height: 0.05)).fitted()
    #expect(found.volume < 1.3 * floor.capacity && found.volume > 0.7 * floor.capacity)
  }
}

@Suite struct InnerPictureTests {
  /// What content hides is told from the bare rest by what two pictures show, and where another
  /// camera helps as well.
  @Test(arguments: [[0.07, -0.07], [0.0]])
  func contentIsToldFromTheBareRest(_ sides: [Double]) throws {
    let shovel = try MadeUpShovel()
    let floor = try ContentBoundsTests.floor()
    let tree = BoundingTree(shovel.model.interior)
    let before = shovel.moment(.init(), sides: sides).views
    let after = shovel.moment(.init(height: 0.03, from: 0), sides: sides).views
    var (right, all) = (0, 0)
    for (number, view) in after.enumerated() {
      let picture = try #require(
        InnerPicture(
          view, before: before[number], other: after.last { $0.index != number },
          rim: shovel.model.rim, floor, tree))
      let cues = SurfaceCues(picture)
      for (index, cell) in picture.cells.enumerated() where index % 7 == 0 {
        guard let cell else { continue }
        var isHidden = cell.place.x > 0 && cell.place.z < -0.03
        floor.follow(cell.place, to: view.eye) { cell, height in
          if floor.middle(cell).x > 0, height < -0.03 { isHidden = true }
        }
        let told = cues.cues(at: index)
        #expect(told.count == SurfaceCues.count && told.allSatisfy(\.isFinite))
        all += 1
        if (ContentOdds.odds(told) > 0) == isHidden { right += 1 }
      }
    }
    #expect(all > 2000, "\(all)")
    #expect(Double(right) > 0.85 * Double(all), "\(right) of \(all)")
  }
}
