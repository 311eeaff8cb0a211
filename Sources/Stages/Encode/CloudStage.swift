import Codecs
import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Writes a cloud of coloured points, or the surface that they make.
public struct CloudStage: SinkStage {
  /// The formats that are written.
  public enum Format: String, Sendable, CaseIterable {
    /// The Stanford triangle format, binary.
    case ply
    /// Binary glTF 2.0.
    case glb
  }

  /// The format of the file.
  public var format = Format.ply
  /// Whether neighbours are joined to triangles.
  public var surface = false
  /// Points with larger errors are left out.
  public var largestError: Double?
  /// The longest edge of a triangle, as a share of its distance from the rover's origin.
  public var longestEdge = 0.03

  /// Points alone, as PLY.
  public init() {}

  /// `cloud`.
  public static let name = "cloud"
  /// What it does.
  public static let summary = "Writes points with colours and errors as PLY or GLB."
  /// The parameters.
  public static let table = Table<CloudStage>([
    .choice("format", \.format, "The format of the file."),
    .flag("surface", \.surface, "Joins neighbouring points to triangles."),
    .number(
      "largestError", \.largestError, unit: "m", range: 0...1_000_000, absent: "no limit",
      "Leaves out points that may be off by more."),
    .number(
      "longestEdge", \.longestEdge, unit: "1", range: 0...10,
      "Longest edge of a triangle, as a share of its distance from the rover's origin; what is"
        + " longer joins two surfaces."),
  ])
  /// Points, their errors and their colours arrive.
  public static let inputs = [
    InputPort(XYZ.self, name: "points", summary: "Points of the rover frame."),
    InputPort(
      Depth.self, name: "error", summary: "Metres within which nine of ten points are right."),
    InputPort(
      DisplayRGB.self, DisplayGray.self, name: "picture",
      summary: "The left picture that was matched, as a display shows it."),
  ]
  /// Nothing but the file leaves.
  public var outputs: [OutputPort] { [] }
  /// A file is written as a whole.
  public var reach: Reach { .wholeFrame }
  /// `ply` or `glb`.
  public var fileEnding: String { format.rawValue }

  /// The bytes of the file; what is no data in one of the inputs is not in it.
  public func encode(
    _ inputs: [String: any AnyFrame], provenance: Provenance
  ) throws(Failure) -> [UInt8] {
    let cloud = try cloud(inputs)
    switch format {
    case .ply:
      return PLYWriter.encode(
        cloud, comments: provenance.entries.map { "\($0.key): \($0.value)" })
    case .glb:
      return try GLBWriter.encode(
        cloud, lights: Self.lights, about: provenance.entries.map { ($0.key, $0.value) })
    }
  }

  /// The light of every code of sRGB, 0 to 65535.
  private static let lights = (0...255).map { code in
    UInt16(ToneCodes.light(ofSRGB: Double(code) / 255) * 65535 + 0.5)
  }

  /// The points that are known, row by row.
  func cloud(_ inputs: [String: any AnyFrame]) throws(Failure) -> PointCloud {
    guard let points = inputs["points"] as? Frame<XYZ>,
      let error = inputs["error"] as? Frame<Depth>, let picture = inputs["picture"]
    else { throw .unresolved(Self.name) }
    guard points.size == picture.size, points.size == error.size else {
      throw Failure(
        "there are \(points.size) points, \(error.size) errors and \(picture.size) pixels",
        remedy: "give the left picture that was matched, rectified")
    }
    let colors = try PictureSamples(picture).eightBits
    let validity = points.validity.union(error.validity).union(picture.validity)
    let limit = largestError.map { Float($0) } ?? .greatestFiniteMagnitude
    var cloud = PointCloud(points: [])
    var grid = PointGrid(size: points.size)
    let (xs, ys, zs) = (points.samples.x, points.samples.y, points.samples.z)
    for y in 0..<points.size.height {
      for x in 0..<points.size.width where validity[x, y].isEmpty {
        let (position, doubt) = (SIMD3(xs[x, y], ys[x, y], zs[x, y]), error.samples[x, y])
        guard position.x < .infinity, doubt <= limit else { continue }
        grid.note(cloud.points.count, x, y)
        let color = SIMD3(
          colors[0][x, y], colors[colors.count / 2][x, y], colors[colors.count - 1][x, y])
        cloud.points.append(.init(position: position, color: color, error: doubt))
      }
    }
    if surface { cloud.triangles = grid.triangles(cloud.points, longestEdge: longestEdge) }
    return cloud
  }
}

extension PictureSamples {
  /// Codes of 8 bits, one plane or three.
  fileprivate var eightBits: [Plane<UInt8>] {
    switch self {
    case .eight(let planes): planes
    case .sixteen(let planes, let validBits):
      planes.map { plane in plane.mapped { UInt8(truncatingIfNeeded: $0 >> UInt16(validBits - 8)) }
      }
    case .floats(let planes): planes.map { $0.mapped { UInt8(max(0, min(255, $0 * 255))) } }
    }
  }
}
