import Diagnostics
import ExactMath
import Kernels
import Pipeline
import Raster
import Settings

/// Resamples a picture by a declared map.
public struct Remap: BandStage {
  /// From pixels of the result to positions of the source, row by row.
  public var matrix: [Double]?
  /// By how many degrees the picture is turned, counter-clockwise about its middle.
  public var rotation = 0.0
  /// Columns of the result.
  public var width: Int?
  /// Rows of the result.
  public var height: Int?
  /// How samples between pixels are computed.
  public var interpolation = Interpolation.bicubic

  /// Nothing is moved.
  public init() {}

  /// `remap`.
  public static let name = "remap"
  /// What it does.
  public static let summary = "Turns, scales or tilts a picture by a declared map."
  /// The parameters.
  public static let table = Table<Remap>([
    .numbers(
      "matrix", \.matrix, unit: "1", count: 9...9, absent: "rotation",
      "Homography, row by row: (x, y, 1) of a pixel of the result to its position in the source."),
    .number(
      "rotation", \.rotation, unit: "deg", range: -360...360,
      "Turns the picture counter-clockwise about its middle; instead of matrix."),
    .integer(
      "width", \.width, unit: "px", range: 1...16384, absent: "that of the source",
      "Columns of the result."),
    .integer(
      "height", \.height, unit: "px", range: 1...16384, absent: "that of the source",
      "Rows of the result."),
    interpolationEntry(\.interpolation),
  ])
  /// Light or display pictures arrive.
  public static let inputs = [
    InputPort.resamplable(summary: "A picture; a mosaic is debayered first.")
  ]
  /// The same kind of picture leaves.
  public var outputs: [OutputPort] {
    [
      OutputPort(
        sameAs: "frame", summary: "The same, moved; what lies beyond the source is marked outside.")
    ]
  }
  /// As far as samples between pixels look, beside the rows that the map asks for.
  public var reach: Reach { .halo(interpolation.taps / 2) }
  /// A small turn.
  public static var benchmarks: [(name: String, stage: Remap)] {
    Interpolation.allCases.map { interpolation in
      var stage = Remap()
      stage.rotation = 5
      stage.interpolation = interpolation
      return (interpolation.rawValue, stage)
    }
  }

  /// Matrix or rotation, not both.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    guard matrix != nil, rotation != 0, findings.areClean(node["matrix"], node["rotation"]) else {
      return
    }
    findings.add(
      (node["rotation"] ?? node).diagnostic(
        "both matrix and rotation are given", remedy: "put the rotation into the matrix"))
  }

  /// The rig no longer says what pixels show.
  public func described(_ origin: Origin) -> Origin {
    var result = origin
    result.isRemapped = true
    return result
  }

  /// Resamples.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let result = Size(width ?? size.width, height ?? size.height)
    let map = DeclaredMap(
      rows: matrix ?? turn(from: result, to: size), from: result, to: size,
      interpolation: interpolation)
    return BandWork(resampling: map.table)
  }

  /// The matrix of the rotation, from the middle of the result to that of the source.
  private func turn(from result: Size, to source: Size) -> [Double] {
    let turn = Exact.sincos(rotation * Double.pi / 180)
    let (x, y) = (Double(result.width - 1) / 2, Double(result.height - 1) / 2)
    let (toX, toY) = (Double(source.width - 1) / 2, Double(source.height - 1) / 2)
    return [
      turn.cos, -turn.sin, toX - turn.cos * x + turn.sin * y,
      turn.sin, turn.cos, toY - turn.sin * x - turn.cos * y,
      0, 0, 1,
    ]
  }
}

/// From one picture to another by a homography, row by row.
private struct DeclaredMap: Hashable, Sendable {
  let rows: [Double]
  let from: Size
  let to: Size
  let interpolation: Interpolation

  /// The table of the map; nothing is to be seen behind the horizon, where the third row gives 0
  /// or less.
  var table: ResampleTable {
    KeptTables.table(for: self) {
      ResampleTable(size: from, source: to, interpolation: interpolation) { x, y in
        let (x, y) = (Double(x), Double(y))
        let depth = rows[6] * x + rows[7] * y + rows[8]
        guard depth > 0 else { return nil }
        return (
          (rows[0] * x + rows[1] * y + rows[2]) / depth,
          (rows[3] * x + rows[4] * y + rows[5]) / depth
        )
      }
    }
  }
}
