import ExactMath
import Rig
import Settings
import Testing

@testable import Simulator

@Suite struct ShovelShapeTests {
  private func shape(_ kind: ShovelShape.Kind, draft: Double = 4) -> ShovelShape {
    var shape = ShovelShape()
    (shape.kind, shape.draft) = (kind, draft)
    return shape
  }

  /// Sides that lie between two triangles whose ways along it are opposite cancel out.
  private func openSides(_ mesh: TriangleMesh) -> Int {
    var sides: [[Double]: Int] = [:]
    for index in mesh.triangles.indices {
      let (a, b, c) = mesh.corners(index)
      for (from, to) in [(a, b), (b, c), (c, a)] {
        let (p, q) = ([from.x, from.y, from.z], [to.x, to.y, to.z])
        if p.lexicographicallyPrecedes(q) { sides[p + q, default: 0] += 1 }
        if q.lexicographicallyPrecedes(p) { sides[q + p, default: 0] -= 1 }
      }
    }
    return sides.values.filter { $0 != 0 }.count
  }

  @Test(arguments: ShovelShape.Kind.allCases)
  func theShellIsClosedAndAsThickAsItsWalls(kind: ShovelShape.Kind) {
    let shell = shape(kind).shell
    #expect(openSides(shell) == 0)
    var area = 0.0
    let interior = shape(kind).interior
    for index in interior.triangles.indices {
      let (a, b, c) = interior.corners(index)
      area += (b - a).cross(c - a).length / 2
    }
    let thickness = shell.volume / area
    #expect(thickness > 0.0020 && thickness < 0.0024, "\(thickness)")
  }

  @Test func capacitiesAreThoseOfTheirBodies() {
    // Side walls upright: the area of the profile below the rim times the width.
    let box = shape(.boxScoop, draft: 0)
    #expect((box.capacity - 0.12 * 0.16 * (0.06 + 0.03) / 2).magnitude < 1e-9)
    // A triangle and what the back wall leans.
    let wedge = shape(.wedge, draft: 0)
    let (l, d) = (0.12, 0.06)
    let cross = 0.5 * ((0.12 * l - 0) * (0.5 * d - d) - (l - 0) * (0 - d)).magnitude
    #expect((wedge.capacity - cross * 0.16).magnitude < 1e-9)
    var trough = shape(.trough, draft: 0)
    trough.lip = 1
    #expect((trough.capacity / (.pi / 2 * 0.06 * 0.06 * 0.16) - 1).magnitude < 0.002)
    // Leaning walls add on both sides.
    let leaning = shape(.boxScoop, draft: 10).capacity
    #expect(leaning > box.capacity * 1.05 && leaning < box.capacity * 1.12)
  }

  @Test(arguments: ShovelShape.Kind.allCases)
  func theInteriorIsSeenFromAbove(kind: ShovelShape.Kind) {
    let tree = BoundingTree(shape(kind).interior)
    for step in 1..<12 {
      let ray = Ray(
        origin: Vector3(0.01 * Double(step), 0.003, 1), direction: Vector3(0, 0, -1))
      let hit = tree.meeting(ray)
      #expect(hit != nil)
      guard let hit else { continue }
      let (a, b, c) = shape(kind).interior.corners(hit.triangle)
      #expect((b - a).cross(c - a).z > 0)
    }
  }

  /// The area of the profile at each place times the width there, in closed form.
  @Test func aTaperTakesWhatTheSidesLose() {
    var box = shape(.boxScoop, draft: 0)
    box.taper = 5
    let (l, w, tangent) = (0.12, 0.16, Exact.tan(5 * .pi / 180))
    // ∫ (0.06 − 0.25·x)·(w − 2·x·t) dx from 0 to l.
    let wanted =
      0.06 * w * l - (0.25 * w + 0.12 * tangent) * l * l / 2 + 0.5 * tangent * l * l * l / 3
    #expect((box.capacity - wanted).magnitude < 1e-9)
    #expect(openSides(box.shell) == 0)
    #expect(box.rim[2].y < 0 && box.rim[2].y > box.rim[1].y)
  }

  @Test(arguments: ShovelShape.Kind.allCases)
  func aFalseFloorTakesWhatLiesBelowIt(kind: ShovelShape.Kind) {
    let whole = shape(kind, draft: 0)
    var raised = whole
    raised.falseFloor = 12
    #expect(openSides(raised.shell) == 0)
    #expect(raised.rim == whole.rim)
    #expect((raised.interior.bounds.low.z - 0.012).magnitude < 1e-12)
    if kind == .boxScoop {
      #expect((whole.capacity - raised.capacity - 0.012 * 0.12 * 0.16).magnitude < 1e-9)
    }
    #expect(raised.capacity < 0.95 * whole.capacity)
    // Outside it is the same shovel.
    #expect(raised.outside == whole.outside)
  }

  @Test func aFalseFloorAboveTheLipIsAMistake() {
    let text = "version: 1\nname: x\nseed: 1\nrig: r.yaml\nmoments: [{id: a}]\n"
    for (line, word) in [
      ("shovel: {shape: {falseFloor: 30}}", "above the lip"),
      ("shovel: {shape: {size: [200, 40, 50], taper: 12}}", "meet before the lip"),
    ] {
      do {
        _ = try Yaml.load(SceneDescription.self, text: text + line, file: "scene.yaml")
        Issue.record("accepted")
      } catch { #expect("\(error)".contains(word), "\(error)") }
    }
  }
}
