#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Diagnostics

/// Writes points and surfaces as GLB, the binary form of glTF 2.0, which browsers and viewers show.
///
/// glTF has y up and z to the front: the point (x, y, z) of a cloud becomes (y, z, x). Colours are
/// light there, of 16 bits, not codes of a display. The error of a point is its attribute `_ERROR`.
///
/// Source: Khronos Group, "glTF 2.0 Specification" (ISO/IEC 12113:2022).
public enum GLBWriter {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - cloud: with triangles it is shown as a surface, without light and shade, in its own
  ///     colours; without points the file holds an empty scene.
  ///   - lights: what each code of a colour is as light, 0 to 65535.
  ///   - about: keys and values that the file says about itself, in its `asset.extras`.
  /// - Returns: the content of the file.
  /// - Precondition: 256 lights.
  /// - Throws: a failure that is ours alone.
  public static func encode(
    _ cloud: PointCloud, lights: [UInt16], about: [(key: String, value: String)] = []
  ) throws(Failure) -> [UInt8] {
    precondition(lights.count == 256, "a light for every code")
    let binary = binary(cloud, lights.map { UInt32($0) })
    let scene = GLTFScene(cloud, byteCount: binary.count, about: about)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var json = (try? encoder.encode(scene)).map(Array.init) else {
      throw Failure("a scene is not written as JSON", category: .internalError)
    }
    while json.count % 4 != 0 { json.append(UInt8(ascii: " ")) }
    let chunks = [("JSON", json), ("BIN\0", binary)].filter { !$0.1.isEmpty }
    var file: [UInt8] = Array("glTF".utf8)
    file.append(littleEndian: 2)
    file.append(littleEndian: UInt32(chunks.reduce(12) { $0 + 8 + $1.1.count }))
    for (kind, bytes) in chunks {
      file.append(littleEndian: UInt32(bytes.count))
      file += Array(kind.utf8) + bytes
    }
    return file
  }

  /// Positions, colours, errors, corners; every list begins at a multiple of four.
  private static func binary(_ cloud: PointCloud, _ light: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24 * cloud.points.count + 12 * cloud.triangles.count)
    for point in cloud.points {
      let p = point.position
      bytes.append(littleEndian: SIMD3(p.y, p.z, p.x))
    }
    for point in cloud.points {
      let (red, green) = (light[Int(point.color.x)], light[Int(point.color.y)])
      bytes.append(littleEndian: red | green << 16)
      bytes.append(littleEndian: light[Int(point.color.z)] | 0xFFFF << 16)
    }
    for point in cloud.points { bytes.append(littleEndian: point.error.bitPattern) }
    for triangle in cloud.triangles {
      for corner in 0..<3 { bytes.append(littleEndian: triangle[corner]) }
    }
    return bytes
  }
}
