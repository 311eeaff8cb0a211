import ExactMath
import Rig
import Settings

/// What of a rover casts shadows and is seen: a box on four wheels, and the arm of its shovel.
public struct RoverBody: Configurable, Hashable {
  /// Length, width and height of the box, in millimetres.
  public var size = [460.0, 220.0, 120.0]
  /// Height of the box over the ground, in millimetres.
  public var clearance = 90.0
  /// Diameter and width of the wheels, in millimetres.
  public var wheel = [140.0, 50.0]

  /// A micro rover.
  public init() {}

  /// The parameters.
  public static let table = Table<RoverBody>([
    .numbers(
      "size", \.size, unit: "mm", range: 10...10000, count: 3...3,
      "Length, width and height of the box."),
    .number(
      "clearance", \.clearance, unit: "mm", range: 0...5000, "Height of the box over the ground."),
    .numbers(
      "wheel", \.wheel, unit: "mm", range: 10...3000, count: 2...2,
      "Diameter and width of the wheels."),
  ])

  /// Its surface in the rover frame.
  ///
  /// - Parameter wheels: distances of the wheels along and across, in metres.
  /// - Returns: a closed surface for each part.
  func mesh(wheels: [Double]) -> TriangleMesh {
    let (l, w, h) = (size[0] / 2000, size[1] / 2000, size[2] / 1000)
    let bottom = clearance / 1000
    var mesh = TriangleMesh()
    mesh.addBox(Vector3(-l, -w, bottom), Vector3(l, w, bottom + h))
    let (radius, half) = (wheel[0] / 2000, wheel[1] / 2000)
    for x in [-wheels[0] / 2, wheels[0] / 2] {
      for y in [-wheels[1] / 2, wheels[1] / 2] {
        mesh.add(Self.wheel(radius: radius, half: half).mapped { $0 + Vector3(x, y, radius) })
      }
    }
    return mesh
  }

  private static func wheel(radius: Double, half: Double) -> TriangleMesh {
    var mesh = TriangleMesh()
    let ring = (0...24).map { step -> (x: Double, z: Double) in
      let turn = Exact.sincos(2 * .pi * Double(step % 24) / 24)
      return (radius * turn.cos, radius * turn.sin)
    }
    mesh.addStrip(
      ring.map { Vector3($0.x, half, $0.z) }, ring.map { Vector3($0.x, -half, $0.z) })
    for (side, isLeft) in [(half, true), (-half, false)] {
      let middle = mesh.add(Vector3(0, side, 0))
      let corners = ring.map { mesh.add(Vector3($0.x, side, $0.z)) }
      for k in 0..<24 {
        mesh.triangles.append(
          isLeft
            ? SIMD3(middle, corners[k + 1], corners[k])
            : SIMD3(middle, corners[k], corners[k + 1]))
      }
    }
    return mesh
  }

  /// The arm from the joint to the shovel's back wall, in the rover frame: a bar 12 mm
  /// wide and thick, left and right.
  static func arm(from joint: Vector3, to foot: Vector3, width: Double) -> TriangleMesh {
    var mesh = TriangleMesh()
    let along = foot - joint
    let up = Vector3(-along.z, 0, along.x).normalized * 0.006
    for side in [-width / 2, width / 2] {
      let shift = Vector3(0, side, 0)
      let (left, right) = (Vector3(0, 0.006, 0), Vector3(0, -0.006, 0))
      let corners = [left - up, right - up, right + up, left + up].map { $0 + shift }
      mesh.addStrip(
        (corners + [corners[0]]).map { joint + $0 }, (corners + [corners[0]]).map { foot + $0 })
    }
    return mesh
  }
}
