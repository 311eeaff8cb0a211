import Diagnostics
import ExactMath
import Rig

extension SweepChanges {
  /// Bars that are drawn until one leaves the floor in sight.
  private static let tries = 48
  /// The share of the floor that a bar may hide from a camera.
  private static let mostHidden = 0.12

  /// Puts bars between the Sun and a floor that it lights, afterwards.
  ///
  /// - Throws: a failure where no Sun lights the floor.
  mutating func castBars() throws(Failure) {
    try lightFloor()
    let setting = setting(Self.after)
    let sun = setting.placement.rotation.transposed * setting.sun.direction
    let floor = floorPlaces
    let count = 1 + Int(draw(0, 0, 3))
    let thickness = draw(1, 4, 22, step: 0.1)
    scene.moments[Self.after].bars = (0..<count).map { number in
      var best: (bar: Bar, hidden: Double)?
      for attempt in 0..<Self.tries {
        var bar = bar(number: number, attempt: attempt, floor, sun)
        bar.thickness = thickness
        let hidden = hiddenShare(by: bar, floor)
        if hidden < best?.hidden ?? 2 { best = (bar, hidden) }
        if hidden <= Self.mostHidden { break }
      }
      return best?.bar ?? Bar()
    }
    variant = "bars-\(count)"
  }

  /// Places of the floor, in the rover frame.
  private var floorPlaces: [Vector3] {
    let shape = shovel.shape
    let placed = shovel.truly(at: strata.armAngle + shovel.armError)
    return (0..<49).map { index in
      let (u, v) = (Double(index % 7), Double(index / 7))
      return placed.place(
        Vector3(
          (0.2 + 0.1 * u) * shape.size[0] / 1000, (0.1 * v - 0.3) * shape.size[1] / 1000,
          shape.falseFloor / 1000))
    }
  }

  /// A bar from the deck through a place from which the Sun is seen over some place of the floor.
  private func bar(
    number: Int, attempt: Int, _ floor: [Vector3], _ sun: Vector3
  ) -> Bar {
    let random = Philox(seed: UInt64(truncatingIfNeeded: scene.seed))
    func draw(_ index: UInt32) -> SIMD4<Double> {
      random.uniforms(x: number, y: attempt, stream: Stream.sweep + 4, index: index)
    }
    let (first, second) = (draw(0), draw(1))
    let target = floor[Int(first.x * Double(floor.count))]
    let middle = target + sun * (0.12 + 0.3 * first.y)
    let foot = Vector3(0.44 * first.z - 0.22, first.w < 0.5 ? -0.1 : 0.1, 0.205)
    let end = middle + (middle - foot).normalized * (0.05 + 0.2 * second.x)
    var bar = Bar()
    bar.from = [foot.x, foot.y, foot.z].map { ($0 * 1000).rounded() / 1000 }
    bar.to = [end.x, end.y, end.z].map { ($0 * 1000).rounded() / 1000 }
    return bar
  }

  /// The share of the floor that a bar hides from the camera that sees the least of it.
  private func hiddenShare(by bar: Bar, _ floor: [Vector3]) -> Double {
    let tree = BoundingTree(bar.mesh)
    return rig.cameras.map { camera in
      let eye = camera.pose.position
      let hidden = floor.count { place in
        let way = place - eye
        return tree.isMet(by: Ray(origin: eye, direction: way.normalized), to: way.length)
      }
      return Double(hidden) / Double(floor.count)
    }.max() ?? 0
  }
}
