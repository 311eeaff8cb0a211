/// Writes surfaces as PLY, the Stanford triangle format: text, so that anybody can read it.
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
}
