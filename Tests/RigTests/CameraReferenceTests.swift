import Foundation
import TestSupport
import Testing

@testable import Rig

/// Holds the models against values of OpenCV and of formulas written out elsewhere; see
/// `Scripts/camera-reference.py`.
@Suite struct CameraReferenceTests {
  private struct Reference {
    var kind: String
    var model: CameraModel
    var point: Vector3
    var pixel: ImagePoint
  }

  private static func references() throws -> [Reference] {
    let path = Places.package + "/Tests/Reference/Cameras/projections.txt"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let parts = line.split(separator: ":").map { $0.split(separator: " ") }
      let numbers = parts[0].dropFirst().compactMap { Double($0) }
      let (point, pixel) = (parts[1].compactMap { Double($0) }, parts[2].compactMap { Double($0) })
      let kind = String(parts[0][0])
      return Reference(
        kind: kind, model: try #require(model(kind, numbers)),
        point: Vector3(point[0], point[1], point[2]), pixel: ImagePoint(pixel[0], pixel[1]))
    }
  }

  private static func model(_ kind: String, _ n: [Double]) -> CameraModel? {
    if kind == "brown" || kind == "fisheye" {
      let form = kind == "brown" ? LensForm.rational : .fisheye
      return CameraModel(
        intrinsics: Intrinsics(focalX: n[0], focalY: n[1], centreX: n[2], centreY: n[3]),
        distortion: form.lens(Array(n[4...])),
        pose: Pose(position: .zero, rotation: .identity))
    }
    func vector(_ index: Int) -> Vector3 {
      Vector3(n[3 * index], n[3 * index + 1], n[3 * index + 2])
    }
    var vectors = CAHVORE(
      centre: vector(0), axis: vector(1), horizontal: vector(2), vertical: vector(3))
    switch kind {
    case "cahv": break
    case "cahvor": vectors.lens = .radial(axis: vector(4), vector(5))
    case "cahvore":
      vectors.lens = .pupil(axis: vector(4), vector(5), moving: vector(6), linearity: n[21])
    default: return nil
    }
    return CameraModel(vectors)
  }

  @Test func pointsLieWhereOthersPutThem() throws {
    let all = try Self.references()
    #expect(Set(all.map(\.kind)) == ["brown", "fisheye", "cahv", "cahvor", "cahvore"])
    for reference in all {
      let seen = try #require(reference.model.project(reference.point), "\(reference)")
      #expect((seen.x - reference.pixel.x).magnitude < 1e-8, "\(reference) \(seen)")
      #expect((seen.y - reference.pixel.y).magnitude < 1e-8, "\(reference) \(seen)")
    }
  }

  @Test func raysGoThroughThePoints() throws {
    for reference in try Self.references() {
      let ray = try #require(reference.model.ray(reference.pixel), "\(reference)")
      let way = reference.point - ray.origin
      let miss = way - ray.direction * way.dot(ray.direction)
      #expect(miss.length < 1e-9 * way.length, "\(reference)")
    }
  }
}
