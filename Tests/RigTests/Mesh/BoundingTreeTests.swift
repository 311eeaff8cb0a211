import TestSupport
import Testing

@testable import Rig

@Suite struct BoundingTreeTests {
  private func cloud(_ count: Int, seed: UInt64) -> TriangleMesh {
    var generator = SeededGenerator(seed: seed)
    func place() -> Vector3 {
      Vector3(
        .random(in: -1...1, using: &generator), .random(in: -1...1, using: &generator),
        .random(in: -1...1, using: &generator))
    }
    var mesh = TriangleMesh()
    for _ in 0..<count {
      let middle = place()
      let corners = (0..<3).map { _ in mesh.add(middle + place() * 0.1) }
      mesh.triangles.append(SIMD3(corners[0], corners[1], corners[2]))
    }
    return mesh
  }

  /// Every triangle, one after the other.
  private func oracle(_ mesh: TriangleMesh, _ ray: Ray) -> (distance: Double, triangle: Int)? {
    var best: (distance: Double, triangle: Int)?
    for index in mesh.triangles.indices {
      let (a, b, c) = mesh.corners(index)
      let (first, second) = (b - a, c - a)
      let normal = first.cross(second)
      let along = normal.dot(ray.direction)
      guard along != 0 else { continue }
      let distance = normal.dot(a - ray.origin) / along
      let point = ray.origin + ray.direction * distance
      let inside = [(a, b), (b, c), (c, a)].allSatisfy { from, to in
        normal.dot((to - from).cross(point - from)) >= 0
      }
      if inside && distance >= 0 && distance < best?.distance ?? .infinity {
        best = (distance, index)
      }
    }
    return best
  }

  @Test(arguments: [0, 1, 3, 4, 5, 17, 400])
  func raysMeetWhatASearchOfAllTrianglesFinds(count: Int) {
    let mesh = cloud(count, seed: UInt64(count) + 1)
    let tree = BoundingTree(mesh)
    var generator = SeededGenerator(seed: 99)
    var met = 0
    for turn in 0..<600 {
      var direction = Vector3(
        .random(in: -1...1, using: &generator), .random(in: -1...1, using: &generator),
        .random(in: -1...1, using: &generator))
      if turn % 7 == 0 { direction.x = 0 }
      if turn % 11 == 0 { direction.y = 0 }
      let origin = Vector3(
        .random(in: -1.5...1.5, using: &generator), .random(in: -1.5...1.5, using: &generator),
        .random(in: -1.5...1.5, using: &generator))
      // Every other one at some triangle.
      if turn % 2 == 0, count > 0 {
        let (a, b, c) = mesh.corners(turn % count)
        direction = (a + b + c) * (1.0 / 3) - origin
      }
      let ray = Ray(origin: origin, direction: direction)
      let (found, wanted) = (tree.meeting(ray), oracle(mesh, ray))
      #expect(found?.triangle == wanted?.triangle)
      #expect(tree.isMet(by: ray) == (wanted != nil))
      guard let found, let wanted else { continue }
      met += 1
      #expect((found.distance - wanted.distance).magnitude < 1e-9)
      #expect(tree.meeting(ray, from: found.distance + 1e-9)?.triangle != found.triangle)
      #expect(!tree.isMet(by: ray, to: found.distance * 0.999))
    }
    #expect(count < 100 || met > 290)
  }

  @Test func aBoxIsClosedAndHasItsVolume() {
    var box = TriangleMesh()
    box.addBox(Vector3(-1, 2, 0), Vector3(0.5, 3, 4))
    #expect((box.volume - 1.5 * 1 * 4).magnitude < 1e-12)
    let tree = BoundingTree(box)
    let inside = Ray(origin: Vector3(-0.5, 2.5, 1), direction: Vector3(0, 0, 1))
    #expect(tree.meeting(inside)?.distance == 3)
    let axis = Ray(origin: Vector3(-0.5, 2.5, -9), direction: Vector3(0, 0, 1))
    #expect(tree.meeting(axis)?.distance == 9)
  }
}
