extension SweepChanges {
  /// Prints the inner surface like regolith, or paints it as dark, afterwards or always.
  mutating func paintFloor() {
    var coat = CoatDescription()
    let isPrint = draw(0, 0, 1) < 0.7
    coat.kind = isPrint ? .print : .paint
    coat.level = draw(1, 0, 1, step: 0.01)
    let tone = draw(2, 0.07, 0.13)
    // As red as regolith.
    if !isPrint { coat.color = [1.05, 1, 0.95].map { ($0 * tone * 1000).rounded() / 1000 } }
    let isAfter = draw(3, 0, 1) < 0.5
    shovel.coat = isAfter ? CoatDescription() : coat
    scene.moments[Self.after].coat = isAfter ? coat : nil
    variant = "\(isPrint ? "print" : "paint")-\(isAfter ? "after" : "both")"
  }

  /// Hangs a shovel of another shape or size there, or one with a false floor.
  mutating func swapShovel() {
    var shape = shovel.shape
    let kind = choice(0, ["false-floor", "shape", "size"])
    switch kind {
    case "false-floor":
      shape.falseFloor = (shape.lip * shape.size[2] * draw(1, 0.25, 0.8)).rounded()
    case "shape":
      let others = strata.ranges.shapes.filter { $0 != shape.kind }
      shape.kind = choice(1, others)
    default:
      for (axis, which) in [(0, 1), (1, 2), (2, 3)] {
        // Visibly larger or smaller, along each axis by a factor of its own.
        let change = draw(which, -0.13, 0.13)
        shape.size[axis] =
          (shape.size[axis] * (1 + change + (change < 0 ? -0.12 : 0.12))).rounded()
      }
    }
    let isAfter = draw(4, 0, 1) < 0.5
    scene.moments[Self.after].shape = shape
    if !isAfter { scene.moments[Self.before].shape = shape }
    variant = "\(kind)-\(isAfter ? "after" : "both")"
  }
}
