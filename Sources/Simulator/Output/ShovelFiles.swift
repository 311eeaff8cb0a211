import Codecs
import Diagnostics
import Files
import Rig
import Settings

/// How a simulated shovel enters the rig: its meshes, and the lines of `rig.yaml` that name them.
struct ShovelFiles {
  private static let name = "shovel"
  private static let interior = "shovel/interior.ply"
  private static let rim = "shovel/rim.ply"
  let shovel: SceneShovel

  /// The shovel as a rig describes it.
  var description: Shovel {
    var result = Shovel()
    (result.name, result.interior, result.rim) = (Self.name, Self.interior, Self.rim)
    result.jointPosition = Vector3(shovel.joint[0], shovel.joint[1], shovel.joint[2])
    result.jointAxis = Vector3(0, 1, 0)
    result.armAngles = [-60, 60]
    result.capacityCm3 = (shovel.shape.capacity * 1e9).rounded() / 1000
    return result
  }

  /// The meshes, in the rover frame at arm angle 0.
  var meshes: [(path: String, bytes: [UInt8])] {
    let placed = shovel.placed(0)
    func vectors(_ points: [Vector3]) -> [SIMD3<Double>] {
      points.map { point in
        let there = placed.place(point)
        return SIMD3(there.x, there.y, there.z)
      }
    }
    let comments = ["simulated shovel, metres, rover frame at arm angle 0"]
    let inner = shovel.shape.interior
    return [
      (
        Self.interior,
        PLYWriter.encode(
          vertices: vectors(inner.vertices), triangles: inner.triangles, comments: comments)
      ),
      (Self.rim, PLYWriter.encode(vertices: vectors(shovel.shape.rim), comments: comments)),
    ]
  }

  /// A rig with this shovel.
  ///
  /// - Parameters:
  ///   - text: of a rig file.
  ///   - rig: what it says.
  ///   - path: its name, for messages.
  /// - Returns: the text with the shovel.
  /// - Throws: a failure where the rig has other shovels.
  func added(to text: String, _ rig: RigDescription, path: String) throws(Failure) -> String {
    // Made before, by a run into the folder of its scene.
    if rig.shovels == [description] { return text }
    guard rig.shovels.isEmpty else {
      throw Failure(
        "the rig has shovels, and the scene brings its own", at: .file(path),
        remedy: "take the shovels out of the rig; the simulated rig gets the scene's")
    }
    var lines = [text.hasSuffix("\n") ? String(text.dropLast()) : text, "shovels:"]
    guard case .object(let members) = Shovel.table.resolved(description) else { return text }
    for (index, member) in members.enumerated() {
      lines.append("\(index == 0 ? "  - " : "    ")\(member.0): \(member.1.text)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
