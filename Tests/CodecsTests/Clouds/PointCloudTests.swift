import Diagnostics
import Foundation
import Testing

@testable import Codecs

@Suite struct PointCloudTests {
  let cloud = PointCloud(
    points: [
      .init(position: SIMD3(1, 2, -3), color: SIMD3(255, 0, 128), error: 0.5),
      .init(position: SIMD3(4.5, 0, 1), color: SIMD3(1, 2, 3), error: 0.25),
      .init(position: SIMD3(-1, 7, 0), color: SIMD3(0, 0, 0), error: 2),
    ], triangles: [SIMD3(0, 2, 1)])

  func float(_ bytes: ArraySlice<UInt8>, _ place: Int) -> Float {
    Float(bitPattern: number(bytes, place))
  }

  func number(_ bytes: ArraySlice<UInt8>, _ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[bytes.startIndex + place + $1]) << UInt32(8 * $1) }
  }

  @Test func plyHoldsEveryPointAndCorner() throws {
    let file = PLYWriter.encode(cloud, comments: ["Source: f"])
    let end = try #require(file.firstRange(of: Array("end_header\n".utf8))).upperBound
    let header = String(decoding: file[..<end], as: UTF8.self)
    #expect(header.hasPrefix("ply\nformat binary_little_endian 1.0\ncomment Source: f\n"))
    #expect(header.contains("element vertex 3\nproperty float x\n"))
    #expect(header.contains("property uchar blue\nproperty float error\nelement face 1\n"))
    let body = file[end...]
    #expect(body.count == 3 * 19 + 13)
    #expect(float(body, 19) == 4.5 && float(body, 8) == -3 && float(body, 15) == 0.5)
    #expect(Array(body[(end + 12)..<(end + 15)]) == [255, 0, 128])
    #expect(body[end + 57] == 3)
    #expect([58, 62, 66].map { number(body, $0) } == [0, 2, 1])
  }

  @Test func glbIsWhatTheSpecificationSays() throws {
    let lights = (0...255).map { UInt16($0 * 257) }
    let file = try GLBWriter.encode(cloud, lights: lights, about: [("Source", "f \"7\"")])
    #expect(Array(file[..<4]) == Array("glTF".utf8) && number(file[...], 4) == 2)
    #expect(Int(number(file[...], 8)) == file.count && file.count % 4 == 0)
    let length = Int(number(file[...], 12))
    #expect(length % 4 == 0 && Array(file[16..<20]) == Array("JSON".utf8))
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(file[20..<20 + length])) as? [String: Any])
    let asset = try #require(json["asset"] as? [String: Any])
    #expect(asset["version"] as? String == "2.0")
    #expect((asset["extras"] as? [String: String])?["Source"] == "f \"7\"")
    let binary = file[(28 + length)...]
    #expect(Int(number(file[...], 20 + length)) == binary.count)
    #expect(Array(file[(24 + length)..<(28 + length)]) == Array("BIN\0".utf8))
    // Ahead becomes z, left x, up y.
    #expect((0..<3).map { float(binary, 4 * $0) } == [2, -3, 1])
    let accessors = try #require(json["accessors"] as? [[String: Any]])
    #expect(accessors.map { $0["count"] as? Int } == [3, 3, 3, 3])
    #expect(accessors[0]["min"] as? [Double] == [0, -3, -1])
    #expect(accessors[0]["max"] as? [Double] == [7, 1, 4.5])
    let views = try #require(json["bufferViews"] as? [[String: Int]])
    #expect(views.map { $0["byteOffset"] } == [0, 36, 60, 72])
    #expect(views.map { $0["byteLength"] } == [36, 24, 12, 12])
    #expect(number(binary, 36) == 65535 && number(binary, 40) == 0xFFFF_0000 | 128 * 257)
    #expect(float(binary, 60) == 0.5)
    #expect([72, 76, 80].map { number(binary, $0) } == [0, 2, 1])
    let mesh = try #require((json["meshes"] as? [[String: Any]])?.first)
    let primitive = try #require((mesh["primitives"] as? [[String: Any]])?.first)
    #expect(primitive["mode"] as? Int == 4 && primitive["indices"] as? Int == 3)
  }

  @Test func pointsAloneAreDrawnAsPoints() throws {
    let file = try GLBWriter.encode(
      PointCloud(points: cloud.points), lights: [UInt16](repeating: 0, count: 256))
    let text = String(decoding: file, as: UTF8.self)
    #expect(text.contains("\"mode\":0") && !text.contains("indices"))
  }

  @Test func anEmptyCloudIsAnEmptyScene() throws {
    let empty = PointCloud(points: [])
    #expect(String(decoding: PLYWriter.encode(empty), as: UTF8.self).contains("vertex 0\n"))
    let file = try GLBWriter.encode(empty, lights: [UInt16](repeating: 0, count: 256))
    #expect(Int(number(file[...], 8)) == file.count)
    let json = String(decoding: file[20...], as: UTF8.self)
    #expect(json.contains("\"scenes\":[{}]") && !json.contains("[]") && !json.contains("BIN"))
  }
}
