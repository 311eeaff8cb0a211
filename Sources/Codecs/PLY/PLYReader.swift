import Diagnostics

/// Reads surfaces and lines from PLY, the Stanford triangle format: as text, or as bytes of either
/// order.
///
/// Faces of more than three corners become fans of triangles; what else a file says of corners and
/// faces is skipped. Source: G. Turk, "The PLY Polygon File Format" (1994).
public enum PLYReader {
  /// Corners or faces at most.
  public static let most = 4_000_000

  /// Reads.
  ///
  /// - Parameters:
  ///   - bytes: all of a file.
  ///   - file: what messages call it.
  /// - Returns: corners, and the triangles between them where there are faces.
  /// - Throws: a failure that points at the line, or at the byte of a binary file.
  public static func decode(_ bytes: [UInt8], file: String) throws(Failure) -> PLYShape {
    let header = try PLYHeader(bytes, file: file)
    var numbers = PLYNumbers(bytes, header, file: file)
    var shape = PLYShape(vertices: [])
    for element in header.elements {
      guard element.count <= most else {
        throw numbers.failure(
          "\(element.count) times \(element.name) are more than \(most)",
          remedy: "write a coarser mesh")
      }
      switch element.name {
      case "vertex": try readVertices(element, &numbers, into: &shape)
      case "face": try readFaces(element, &numbers, into: &shape)
      default:
        for _ in 0..<element.count { _ = try values(of: element, &numbers) }
      }
    }
    guard !shape.vertices.isEmpty else {
      throw numbers.failure("the file has no element vertex", remedy: "write its corners")
    }
    if let wrong = shape.triangles.first(where: { !isInside($0, of: shape) }) {
      throw numbers.failure(
        "a face names the corners \(wrong.x), \(wrong.y), \(wrong.z) of \(shape.vertices.count)",
        remedy: "count corners from 0")
    }
    return shape
  }

  private static func isInside(_ triangle: SIMD3<Int32>, of shape: PLYShape) -> Bool {
    triangle.min() >= 0 && Int(triangle.max()) < shape.vertices.count
  }

  /// The numbers of one thing, a list of them for each property.
  private static func values(
    of element: PLYHeader.Element, _ numbers: inout PLYNumbers
  ) throws(Failure) -> [[Double]] {
    var values: [[Double]] = []
    for property in element.properties {
      var count = 1.0
      if let kind = property.countKind { count = try numbers.next(kind) }
      guard count >= 0, count <= 65536 else {
        throw numbers.failure("a list of \(count) numbers", remedy: "write 0 to 65536")
      }
      var list: [Double] = []
      for _ in 0..<Int(count) { list.append(try numbers.next(property.kind)) }
      values.append(list)
    }
    return values
  }

  private static func readVertices(
    _ element: PLYHeader.Element, _ numbers: inout PLYNumbers, into shape: inout PLYShape
  ) throws(Failure) {
    let places = ["x", "y", "z"].compactMap { axis in
      element.properties.firstIndex { $0.name == axis && $0.countKind == nil }
    }
    guard places.count == 3 else {
      throw numbers.failure(
        "the element vertex lacks x, y or z", remedy: "write property double x, and so on")
    }
    for _ in 0..<element.count {
      let values = try values(of: element, &numbers)
      shape.vertices.append(
        SIMD3(values[places[0]][0], values[places[1]][0], values[places[2]][0]))
    }
  }

  private static func readFaces(
    _ element: PLYHeader.Element, _ numbers: inout PLYNumbers, into shape: inout PLYShape
  ) throws(Failure) {
    let names: [Substring] = ["vertex_indices", "vertex_index"]
    guard let place = element.properties.firstIndex(where: { names.contains($0.name) }) else {
      throw numbers.failure(
        "the element face lacks vertex_indices",
        remedy: "write property list uchar int vertex_indices")
    }
    for _ in 0..<element.count {
      let corners = try values(of: element, &numbers)[place].map { corner in
        // Whatever is no number of a corner names none.
        corner >= 0 && corner < Double(Int32.max) ? Int32(corner) : -1
      }
      guard corners.count >= 3 else {
        throw numbers.failure(
          "a face has \(corners.count) corners", remedy: "give every face three or more")
      }
      for second in 1..<corners.count - 1 {
        shape.triangles.append(SIMD3(corners[0], corners[second], corners[second + 1]))
      }
    }
  }
}
