import Diagnostics
import Testing

@testable import Codecs

@Suite struct PLYReaderTests {
  static let corners: [SIMD3<Double>] = [
    SIMD3(0, 0, 0), SIMD3(0.1, 0, 0), SIMD3(0.1, 0.25, 0), SIMD3(-1e-7, 0.25, 3.5),
  ]

  func read(_ text: String) throws(Failure) -> PLYShape {
    try PLYReader.decode(Array(text.utf8), file: "a.ply")
  }

  /// What is said of a text that is refused.
  func said(_ text: String) -> String {
    do throws(Failure) {
      _ = try read(text)
      return "read"
    } catch {
      return error.diagnostics.map { "\($0.place?.description ?? ""): \($0.message)" }.joined()
    }
  }

  @Test func whatWasWrittenComesBack() throws {
    let triangles: [SIMD3<Int32>] = [SIMD3(0, 1, 2), SIMD3(0, 2, 3)]
    let bytes = PLYWriter.encode(
      vertices: Self.corners, triangles: triangles, comments: ["a shovel"])
    let shape = try PLYReader.decode(bytes, file: "a.ply")
    #expect(shape == PLYShape(vertices: Self.corners, triangles: triangles))
    let line = try PLYReader.decode(PLYWriter.encode(vertices: Self.corners), file: "a.ply")
    #expect(line == PLYShape(vertices: Self.corners))
  }

  /// Files of other programs: other names, more properties, faces of four corners, Windows lines.
  @Test func filesOfOthersAreRead() throws {
    let shape = try read(
      """
      ply\r
      format ascii 1.0\r
      comment Created by Blender\r
      element vertex 4\r
      property float x\r
      property float y\r
      property float z\r
      property uchar red\r
      element edge 1\r
      property int vertex1\r
      property int vertex2\r
      element face 1\r
      property list uint8 int32 vertex_index\r
      property uchar flags\r
      end_header\r
      0 0 0 255\r
      1 0 0 255\r
      1 1 0 255\r
      0 1 0.5 0\r
      0 1\r
      4 0 1 2 3 7\r

      """)
    #expect(shape.vertices[3] == SIMD3(0, 1, 0.5))
    #expect(shape.triangles == [SIMD3(0, 1, 2), SIMD3(0, 2, 3)])
  }

  @Test(arguments: [true, false]) func bytesOfBothOrdersAreRead(isBig: Bool) throws {
    func bytes<T: FixedWidthInteger>(_ number: T) -> [UInt8] {
      let bytes = (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * T($0))) }
      return isBig ? bytes.reversed() : bytes
    }
    let header = """
      ply
      format binary_\(isBig ? "big" : "little")_endian 1.0
      element vertex 3
      property double x
      property float y
      property short z
      element face 1
      property list uchar uint vertex_indices
      end_header

      """
    var file = Array(header.utf8)
    for (x, y, z) in [(0.125, Float(1), Int16(-3)), (2, -0.5, 4), (1e-3, 7, 32767)] {
      file += bytes(x.bitPattern) + bytes(y.bitPattern) + bytes(z)
    }
    file += [3] + bytes(UInt32(2)) + bytes(UInt32(0)) + bytes(UInt32(1))
    let shape = try PLYReader.decode(file, file: "b.ply")
    #expect(shape.vertices == [SIMD3(0.125, 1, -3), SIMD3(2, -0.5, 4), SIMD3(1e-3, 7, 32767)])
    #expect(shape.triangles == [SIMD3(2, 0, 1)])
    // Cut anywhere, it is refused, and nothing else happens.
    for count in 0..<file.count {
      #expect(throws: Failure.self) {
        try PLYReader.decode(Array(file.prefix(count)), file: "b.ply")
      }
    }
  }

  @Test func errorsPointAtTheLine() {
    let head = "ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\n"
    let whole = head + "property float z\nend_header\n"
    #expect(said("solid shovel\n").contains("a.ply:1:1"))
    #expect(said("ply\nformat ascii 2.0\n").contains("a.ply:2:1"))
    #expect(said("ply\nformat ascii 1.0\nelement vertex many\n").contains("a.ply:3:1"))
    #expect(said(head + "property colour z\n").contains("a.ply:6:1"))
    #expect(said(head + "end_header\n1 2\n3 4\n").contains("lacks x, y or z"))
    #expect(said(whole + "1 2 3\n4 five 6\n").contains("a.ply:9:3"))
    #expect(said(whole + "1 2 3\n4 5\n").contains("ends before its last number"))
    #expect(said(whole + "1 2 nan\n4 5 6\n").contains("a.ply:8:5"))
    let faces =
      head + "property float z\nelement face 1\nproperty list uchar int vertex_indices\n"
      + "end_header\n0 0 0\n1 0 0\n"
    #expect(said(faces + "3 0 1 2\n").contains("of 2"))
    #expect(said(faces + "2 0 1\n").contains("2 corners"))
    #expect(said(faces + "-3 0 1\n").contains("a list of"))
  }
}
