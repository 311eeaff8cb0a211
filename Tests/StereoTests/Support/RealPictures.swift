import Codecs
import Foundation
import Raster
import Rig
import TestSupport

@testable import Stereo

/// Pictures of real cameras, where they lie beside the repository.
enum RealPictures {
  /// Whether they are there.
  static let exist = FileManager.default.fileExists(atPath: Places.realData + "/k10_stereo")

  /// A picture in grey, white at 1.
  static func gray(_ path: String) throws -> Plane<Float> {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: Places.realData + "/" + path)))
    let picture = try Codec.decode(bytes, file: path)
    let weights: [Float] = picture.channels.count >= 3 ? [0.299, 0.587, 0.114] : [1]
    guard case .u8(let planes) = picture.samples else { return Plane(size: Size(0, 0)) { _, _ in } }
    return Plane(size: picture.size) { y, row in
      for x in row.indices {
        var sum: Float = 0
        for (weight, plane) in zip(weights, planes) { sum += weight * Float(plane[x, y]) }
        row[x] = sum / 255
      }
    }
  }

  /// The nine numbers of a 3×3 matrix in text.
  static func matrix(_ path: String) throws -> Matrix3 {
    let text = try String(contentsOfFile: Places.realData + "/" + path, encoding: .utf8)
    return Matrix3(text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) })
  }

  /// A camera of the K10 rover, from its file of `name = numbers`.
  ///
  /// The rotation is from the camera to the rover; the first column is the centre of pixel 0.
  static func camera(_ path: String) throws -> CameraModel {
    let text = try String(contentsOfFile: Places.realData + "/" + path, encoding: .utf8)
    var values: [String: [Double]] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=")
      guard parts.count == 2 else { continue }
      values[parts[0].trimmingCharacters(in: .whitespaces)] =
        parts[1].split(separator: " ").compactMap { Double($0) }
    }
    func numbers(_ name: String) -> [Double] { values[name] ?? [0, 0, 0, 0, 0, 0, 0, 0, 0] }
    func number(_ name: String) -> Double { numbers(name)[0] }
    var lens = LensDistortion()
    (lens.k1, lens.k2) = (number("k1"), number("k2"))
    (lens.p1, lens.p2) = (number("p1"), number("p2"))
    let centre = numbers("C")
    return CameraModel(
      intrinsics: Intrinsics(
        focalX: number("fu"), focalY: number("fv"), centreX: number("cu"), centreY: number("cv")),
      distortion: lens,
      pose: Pose(
        position: Vector3(centre[0], centre[1], centre[2]),
        rotation: Quaternion(Matrix3(numbers("R")))))
  }
}

extension Homography {
  /// From the first of two pictures to the second, each of which has its own to a common one.
  init(from first: Matrix3, to second: Matrix3) {
    let (a, b, c) = second.rows
    let inverse = Matrix3(b.cross(c), c.cross(a), a.cross(b)).transposed
    self.init(inverse * first)
  }
}
