import ExactMath
import Rig
import Settings

/// The shape of a shovel, as a scene states it.
///
/// Shovel frame: x from the back wall to the lip, y to the left, z up, in metres; zero is the foot
/// of the back wall in the middle. A profile in x and z is drawn out along y between two side
/// walls, which lean outwards; they end at the straight line from the top of the back wall to the
/// lip, and may run together towards it.
public struct ShovelShape: Configurable, Hashable {
  /// The kinds of profile.
  public enum Kind: String, Sendable, CaseIterable {
    /// A flat floor between a back and a lower front wall.
    case boxScoop = "box-scoop"
    /// Half an ellipse.
    case trough
    /// A floor that rises to the lip.
    case wedge
    /// A round heel, a flat floor and a front that rises obliquely, as an excavator's bucket has.
    case bucket
  }

  /// The kind of profile.
  public var kind = Kind.boxScoop
  /// Length, width at the floor and depth at the back wall, in millimetres.
  public var size = [120.0, 160.0, 60.0]
  /// Thickness of the walls, in millimetres.
  public var wall = 2.0
  /// By how many degrees the side walls lean outwards.
  public var draft = 4.0
  /// The height of the lip, as a share of the depth.
  public var lip = 0.5
  /// By how many degrees each side wall runs inwards towards the lip.
  public var taper = 0.0
  /// Height of a false floor in millimetres; 0 for none.
  public var falseFloor = 0.0

  /// A box scoop of about a litre.
  public init() {}

  /// The parameters.
  public static let table = Table<ShovelShape>([
    .choice(
      "kind", \.kind,
      "The profile: a box, half an ellipse, a floor that rises, or a round heel and an oblique "
        + "front."),
    .numbers(
      "size", \.size, unit: "mm", range: 5...1000, count: 3...3,
      "Length from back to lip, width at the floor, depth at the back."),
    .number("wall", \.wall, unit: "mm", range: 0.5...20, "Thickness of the walls."),
    .number(
      "draft", \.draft, unit: "deg", range: 0...30, "How far the side walls lean outwards."),
    .number(
      "lip", \.lip, unit: "1", range: 0.05...1, "Height of the lip, as a share of the depth."),
    .number(
      "taper", \.taper, unit: "deg", range: 0...20,
      "How far each side wall runs inwards towards the lip."),
    .number(
      "falseFloor", \.falseFloor, unit: "mm", range: 0...1000,
      "Height of a plate over the floor that looks like the floor, below the lip; 0 for none."),
  ])

  /// A false floor lies below the lip, and side walls do not meet before it.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    if let place = node["falseFloor"], findings.areClean(place), falseFloor >= lip * size[2] {
      findings.add(
        place.diagnostic(
          "the false floor lies above the lip, at \(lip * size[2]) mm",
          remedy: "choose a lower one"))
    }
    if let place = node["taper"], findings.areClean(place), halfWidth(x: length, z: 0) <= 0 {
      findings.add(
        place.diagnostic(
          "the side walls meet before the lip", remedy: "choose a smaller taper or more width"))
    }
  }

  private var length: Double { size[0] / 1000 }
  private var depth: Double { size[2] / 1000 }
  private var thickness: Double { wall / 1000 }
  private var lean: Double { Exact.tan(draft * .pi / 180) }
  private var inward: Double { Exact.tan(taper * .pi / 180) }

  /// The profile that the walls are made along, from the top of the back wall to the lip, as
  /// points `(x, z)`.
  private var hull: [(x: Double, z: Double)] {
    let top = lip * depth
    switch kind {
    case .boxScoop: return [(0, depth), (0, 0), (length, 0), (length, top)]
    case .wedge: return [(0, depth), (0.12 * length, 0), (length, top)]
    case .bucket: return Self.bucket(length: length, depth: depth, lip: top)
    case .trough:
      // From the top of the back down and up again to the height of the lip.
      let end = .pi - Exact.asin(1 - lip)
      return (0...32).map { step in
        let turn = Exact.sincos(end * Double(step) / 32)
        return (length / 2 * (1 - turn.cos), depth * (1 - turn.sin))
      }
    }
  }

  /// The inner profile: that of the walls, down to a false floor where there is one.
  private var profile: [(x: Double, z: Double)] {
    let (points, bottom) = (hull, falseFloor / 1000)
    if bottom <= 0 { return points }
    var result = [points[0]]
    for (a, b) in zip(points, points.dropFirst()) {
      if (a.z > bottom && b.z < bottom) || (a.z < bottom && b.z > bottom) {
        result.append((a.x + (b.x - a.x) * ((bottom - a.z) / (b.z - a.z)), bottom))
      }
      if b.z >= bottom { result.append(b) }
    }
    return result
  }

  /// A back wall with a round heel, a flat floor, and from 0.62 of the length on a front that rises
  /// straight to the lip; both corners have 0.3 of the depth or length as radius.
  private static func bucket(
    length: Double, depth: Double, lip: Double
  ) -> [(x: Double, z: Double)] {
    let (radius, bend) = (0.3 * min(depth, length), 0.62 * length)
    let rise = Exact.atan2(lip, length - bend)
    let half = Exact.sincos(rise / 2)
    let toe = bend - radius * half.sin / half.cos
    let steps = 8
    func arc(_ middle: Double, _ from: Double, _ to: Double) -> [(x: Double, z: Double)] {
      (0...steps).map { step in
        let turn = Exact.sincos(from + (to - from) * Double(step) / Double(steps))
        return (middle + radius * turn.sin, radius * (1 - turn.cos))
      }
    }
    return [(0, depth)] + arc(radius, -.pi / 2, 0) + arc(toe, 0, rise) + [(length, lip)]
  }

  /// Half the width at a place of the profile.
  private func halfWidth(x: Double, z: Double) -> Double {
    size[1] / 2000 + z * lean - x * inward
  }

  /// The profile one wall outwards.
  private var outerProfile: [(x: Double, z: Double)] {
    let inner = hull
    return inner.indices.map { k in
      // Outside lies to the right of the way from back to lip.
      func outward(_ a: Int, _ b: Int) -> (x: Double, z: Double) {
        let (dx, dz) = (inner[b].x - inner[a].x, inner[b].z - inner[a].z)
        let size = (dx * dx + dz * dz).squareRoot()
        return (dz / size, -dx / size)
      }
      let before = outward(max(0, k - 1), max(1, k))
      let after = outward(min(k, inner.count - 2), min(k + 1, inner.count - 1))
      let share = thickness / (1 + before.x * after.x + before.z * after.z)
      return (inner[k].x + share * (before.x + after.x), inner[k].z + share * (before.z + after.z))
    }
  }

  private func line(
    _ profile: [(x: Double, z: Double)], side: Double, out: Double = 0
  ) -> [Vector3] {
    profile.map { Vector3($0.x, side * (halfWidth(x: $0.x, z: $0.z) + out), $0.z) }
  }

  /// Where the arm holds it: at the back wall, below its top.
  var grip: Vector3 { Vector3(0, 0, 0.85 * depth) }

  /// The inner surface, seen from inside.
  var interior: TriangleMesh { Self.surface(line(profile, side: -1), line(profile, side: 1)) }

  /// Floor and side walls between the lines of both sides, facing up.
  private static func surface(_ right: [Vector3], _ left: [Vector3]) -> TriangleMesh {
    var mesh = TriangleMesh()
    mesh.addStrip(right, left)
    for (side, isLeft) in [(right, false), (left, true)] {
      // The profile is convex, so that its first point sees all others.
      let corners = side.map { mesh.add($0) }
      for k in 1..<corners.count - 1 {
        mesh.triangles.append(
          isLeft
            ? SIMD3(corners[0], corners[k], corners[k + 1])
            : SIMD3(corners[0], corners[k + 1], corners[k]))
      }
    }
    return mesh
  }

  /// The rim in order around: back left, back right, lip right, lip left.
  var rim: [Vector3] {
    let (right, left) = (line(profile, side: -1), line(profile, side: 1))
    return [left[0], right[0], right[right.count - 1], left[left.count - 1]]
  }

  /// All of the metal: inside, outside and the rim between.
  var shell: TriangleMesh {
    var mesh = interior
    mesh.add(outside)
    return mesh
  }

  /// The outer surface and the rim.
  var outside: TriangleMesh {
    let out = thickness * (1 + lean * lean + inward * inward).squareRoot()
    let (outerRight, outerLeft) = (
      line(outerProfile, side: -1, out: out), line(outerProfile, side: 1, out: out)
    )
    var mesh = Self.surface(outerRight, outerLeft)
    mesh.triangles = mesh.triangles.map { SIMD3($0.x, $0.z, $0.y) }
    let inner = rim
    let outer = [
      outerLeft[0], outerRight[0], outerRight[outerRight.count - 1],
      outerLeft[outerLeft.count - 1],
    ]
    mesh.addStrip(outer + [outer[0]], inner + [inner[0]])
    return mesh
  }

  /// What it holds when struck level with the rim, in cubic metres.
  var capacity: Double {
    var cavity = interior
    cavity.triangles = cavity.triangles.map { SIMD3($0.x, $0.z, $0.y) }
    let corners = rim.map { cavity.add($0) }
    cavity.triangles.append(SIMD3(corners[0], corners[1], corners[2]))
    cavity.triangles.append(SIMD3(corners[0], corners[2], corners[3]))
    return cavity.volume
  }
}
