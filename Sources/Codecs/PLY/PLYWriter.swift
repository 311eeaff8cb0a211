/// Writes surfaces as PLY, the Stanford triangle format: shapes as text, so that anybody can read
/// them; points, of which there are many, as bytes.
///
/// Source: G. Turk, "The PLY Polygon File Format" (1994).
public enum PLYWriter {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - vertices: x, y and z of each corner, as exactly as numbers are.
  ///   - triangles: three corners each, counted from 0; none for a line.
  ///   - comments: lines about it, each without a line break.
  /// - Returns: the content of the file.
  public static func encode(
    vertices: [SIMD3<Double>], triangles: [SIMD3<Int32>] = [], comments: [String] = []
  ) -> [UInt8] {
    var lines = ["ply", "format ascii 1.0"] + comments.map { "comment \($0)" }
    lines += [
      "element vertex \(vertices.count)", "property double x", "property double y",
      "property double z",
    ]
    if !triangles.isEmpty {
      lines += ["element face \(triangles.count)", "property list uchar int vertex_indices"]
    }
    lines.append("end_header")
    lines += vertices.map { "\($0.x) \($0.y) \($0.z)" }
    lines += triangles.map { "3 \($0.x) \($0.y) \($0.z)" }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// The bytes of a file of coloured points, binary, with the error of each as `error`.
  ///
  /// - Parameters:
  ///   - cloud: points, and triangles where there are any.
  ///   - comments: lines about it, each without a line break.
  /// - Returns: the content of the file.
  public static func encode(_ cloud: PointCloud, comments: [String] = []) -> [UInt8] {
    var lines = ["ply", "format binary_little_endian 1.0"] + comments.map { "comment \($0)" }
    lines += ["element vertex \(cloud.points.count)"]
    lines += ["x", "y", "z"].map { "property float \($0)" }
    lines += ["red", "green", "blue"].map { "property uchar \($0)" }
    lines += ["property float error"]
    if !cloud.triangles.isEmpty {
      lines += ["element face \(cloud.triangles.count)"]
      lines += ["property list uchar int vertex_indices"]
    }
    lines.append("end_header")
    var bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    bytes.reserveCapacity(bytes.count + 19 * cloud.points.count + 13 * cloud.triangles.count)
    for point in cloud.points {
      bytes.append(littleEndian: point.position)
      bytes += [point.color.x, point.color.y, point.color.z]
      bytes.append(littleEndian: point.error.bitPattern)
    }
    for triangle in cloud.triangles {
      bytes.append(3)
      for corner in 0..<3 { bytes.append(littleEndian: triangle[corner]) }
    }
    return bytes
  }
}
