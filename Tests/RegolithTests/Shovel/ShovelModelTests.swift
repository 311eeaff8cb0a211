import Diagnostics
import ExactMath
import Rig
import Testing

@testable import Regolith

/// A box of 120 × 160 × 60 mm behind the rover, its mouth up, on an arm 0.2 m long.
enum BoxShovel {
  static let description: Shovel = {
    var shovel = Shovel()
    shovel.name = "box"
    shovel.jointPosition = Vector3(-0.2, 0, 0.1)
    shovel.jointAxis = Vector3(0, 1, 0)
    shovel.capacityCm3 = 1152
    return shovel
  }()

  /// Floor at z = 0.05, rim at 0.11.
  static let corners = [
    Vector3(-0.52, -0.08, 0.11), Vector3(-0.40, -0.08, 0.11), Vector3(-0.40, 0.08, 0.11),
    Vector3(-0.52, 0.08, 0.11),
  ]

  static let interior: TriangleMesh = {
    var mesh = TriangleMesh()
    let floor = corners.map { Vector3($0.x, $0.y, 0.05) }
    mesh.addStrip([floor[0], floor[1]], [floor[3], floor[2]])
    for side in 0..<4 {
      let next = (side + 1) % 4
      mesh.addStrip([corners[side], corners[next]], [floor[side], floor[next]])
    }
    return mesh
  }()
}

@Suite struct ShovelModelTests {
  @Test(arguments: [false, true]) func frameStandsOnTheRim(isReversed: Bool) throws {
    let rim = isReversed ? BoxShovel.corners.reversed() : BoxShovel.corners
    let model = try ShovelModel(BoxShovel.description, interior: BoxShovel.interior, rim: rim)
    #expect(model.rim.allSatisfy { $0.z.magnitude < 1e-12 })
    let depths = model.interior.vertices.map(\.z)
    #expect(((depths.min() ?? 0) + 0.06).magnitude < 1e-12)
    // Back where it was at arm angle 0, whatever the order of the rim.
    let rest = model.placed(0)
    for (point, corner) in zip(model.rim, rim) {
      #expect((rest.place(point) - corner).length < 1e-12)
    }
    // Turned by 30° about the joint: a point 0.32 m behind it, 0.01 m above, goes down or up.
    let turned = model.placed(30)
    let (sine, cosine) = Exact.sincos(30 * Double.pi / 180)
    for (point, corner) in zip(model.rim, rim) {
      let (x, z) = (corner.x + 0.2, corner.z - 0.1)
      let wanted = Vector3(cosine * x + sine * z - 0.2, corner.y, cosine * z - sine * x + 0.1)
      #expect((turned.place(point) - wanted).length < 1e-12)
    }
  }

  @Test func floorHoldsWhatTheShovelHolds() throws {
    let model = try ShovelModel(
      BoxShovel.description, interior: BoxShovel.interior, rim: BoxShovel.corners)
    let floor = ShovelFloor(model, cell: 0.002)
    #expect((floor.capacity * 1e6 - 1152).magnitude < 1, "\(floor.capacity * 1e6)")
    #expect((model.capacity * 1e6 - 1152).magnitude < 1e-9)
    let known = floor.heights.filter { !$0.isNaN }
    #expect(known.allSatisfy { ($0 + 0.06).magnitude < 1e-9 })
    #expect(known.count == 60 * 80)
  }

  @Test func whatIsNoShovelIsRefused() {
    func said(_ interior: TriangleMesh, _ rim: [Vector3]) -> String {
      do throws(Failure) {
        _ = try ShovelModel(BoxShovel.description, interior: interior, rim: rim)
        return "accepted"
      } catch {
        return error.diagnostics.map { "\($0.place?.description ?? ""): \($0.message)" }.joined()
      }
    }
    let (mesh, rim) = (BoxShovel.interior, BoxShovel.corners)
    #expect(said(mesh, Array(rim.prefix(2))).contains("the rim has 2 points"))
    let line = (0..<4).map { Vector3(Double($0), 2 * Double($0), 0) }
    #expect(said(mesh, line).contains("lies on a line"))
    #expect(said(TriangleMesh(), rim).contains("no triangles"))
    // A rim half way down.
    #expect(said(mesh, rim.map { Vector3($0.x, $0.y, 0.08) }).contains("on both sides"))
  }
}
