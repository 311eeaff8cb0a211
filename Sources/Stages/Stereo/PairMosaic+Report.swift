import Settings
import Stereo

extension PairMosaic.Result {
  /// How the pictures were put together; what is not known is null.
  ///
  /// A is the first picture, B the second. Pixels are counted in each picture's own grid, 0, 0 at
  /// the middle of the first one. `features` are those of A and of B; `noise` and `correlation` are
  /// of the agreement pixel by pixel; `homographyBtoA` stands row by row, its last element 1;
  /// `light` is the exposure of A over that of B and the fall-off of ``LightAgreement``;
  /// `originOfA` is the pixel of the mosaic at which A begins.
  var json: JSONValue {
    let agreement = registration.alignment
    return [
      "type": "stitch", "version": 1,
      // Registration goes from B to A.
      "features": [
        .integer(registration.features.second), .integer(registration.features.first),
      ],
      "matches": .integer(registration.matches),
      "inliers": .integer(registration.fit.inliers.count),
      "noise": agreement.map { .number($0.noise) } ?? .null,
      "correlation": agreement.map { .number($0.correlation) } ?? .null,
      "homographyBtoA": registration.homography.json,
      "light": light?.json ?? .null,
      "originOfA": [.integer(origin.x), .integer(origin.y)],
    ]
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

extension LightAgreement {
  /// The exposure, and the coefficients of r² and r⁴.
  fileprivate var json: JSONValue {
    [
      "gain": .number(gain), "falloff": [.number(square), .number(fourth)],
      "noise": .number(noise), "samples": .integer(samples),
    ]
  }
}
