import Rig
import Settings
import Stereo

extension Stitcher.Result {
  /// How the pictures were put together; what is not known is null.
  ///
  /// Pixels are counted from 0, 0 in the middle of the first one, frames from 1 as in the index;
  /// matrices stand row by row, their last element 1.
  ///
  /// - Parameter pictures: what was stitched.
  /// - Returns: an object.
  func report(of pictures: [MosaicPicture]) -> JSONValue {
    let isPair = pictures.count == 2 && placements.cameras == nil
    return .object([
      ("type", "stitch"), ("version", 1),
      ("size", [.integer(picture.size.width), .integer(picture.size.height)]),
      ("projection", .string(canvas.projection.rawValue)),
      // Pixels for a radian, or for a slope of 1.
      ("scale", placements.cameras == nil ? .null : .number(canvas.scale)),
      ("middle", [.number(canvas.middle.x), .number(canvas.middle.y)]),
      ("axes", .array(canvas.axes.json)),
      ("reference", .integer(reference + 1)),
      ("residual", pixels(rms)),
      (
        "light",
        [
          "scale": .number(self.scale), "falloff": [.number(light.square), .number(light.fourth)],
          "noise": .number(light.noise),
          "samples": .integer(light.samples),
        ]
      ),
      ("frames", .array(pictures.indices.map { frame($0, pictures[$0]) })),
      ("links", .array(links.map(\.json))),
      ("homographyBtoA", isPair ? links[0].homography?.json ?? .null : .null),
    ])
  }

  private func frame(_ index: Int, _ picture: MosaicPicture) -> JSONValue {
    let toMosaic = placements.homographies.map { homographies -> JSONValue in
      let shift = Matrix3(
        Vector3(1, 0, canvas.middle.x), Vector3(0, 1, canvas.middle.y), Vector3(0, 0, 1))
      return Homography(shift * homographies[index].matrix).json
    }
    let displacement = displaced.first { $0.picture == index }
    return .object([
      ("frame", .string(picture.name)),
      ("size", [.integer(picture.size.width), .integer(picture.size.height)]),
      ("exposures", .array(light.exposures[index].map { .number($0) })),
      ("toMosaic", toMosaic ?? .null),
      ("camera", placements.cameras?[index].json ?? .null),
      ("displacedTo", displacement.map { .integer($0.other + 1) } ?? .null),
    ])
  }
}

private func pixels(_ number: Double) -> JSONValue { ["value": .number(number), "unit": "px"] }

extension MosaicLink {
  /// How two pictures were registered.
  fileprivate var json: JSONValue {
    let (agreement, found) = (registration.alignment, registration)
    let features: [JSONValue] = [
      .integer(found.features.second), .integer(found.features.first),
    ]
    let onLines: JSONValue? = found.depth.map { .integer($0.inliers.count) }
    let noise: JSONValue? = agreement.map { .number($0.noise) }
    let correlation: JSONValue? = agreement.map { .number($0.correlation) }
    let deviation: JSONValue? = agreement.map { pixels($0.deviation) }
    return .object([
      ("first", .integer(first + 1)), ("second", .integer(second + 1)),
      // Registration goes from the second picture to the first.
      ("features", .array(features)), ("matches", .integer(found.pairs.count)),
      ("inPlane", .integer(found.plane?.inliers.count ?? 0)),
      ("onEpipolarLines", onLines ?? .null), ("noise", noise ?? .null),
      ("correlation", correlation ?? .null), ("deviation", deviation ?? .null),
      ("secondToFirst", homography?.json ?? .null),
    ])
  }
}

extension CameraModel {
  /// A camera that turned.
  fileprivate var json: JSONValue {
    let turn = Quaternion(toRover)
    return .object([
      ("focal", pixels(intrinsics.focalX)),
      ("centre", [.number(intrinsics.centreX), .number(intrinsics.centreY)]),
      ("quaternion", .array([turn.w, turn.x, turn.y, turn.z].map { .number($0) })),
    ])
  }
}

extension Matrix3 {
  /// Row by row.
  var json: [JSONValue] {
    [rows.0, rows.1, rows.2].map { .array([.number($0.x), .number($0.y), .number($0.z)]) }
  }
}

extension Homography {
  /// Three rows of three numbers, the last one 1; null where the pixel 0, 0 is seen at infinity.
  fileprivate var json: JSONValue {
    let (first, second, third) = matrix.rows
    guard third.z != 0 else { return .null }
    return .array(
      [first, second, third].map { row in
        .array([row.x, row.y, row.z].map { .number($0 / third.z) })
      })
  }
}
