import Kernels
import Raster
import TestSupport

/// What a filter sees, pixel by pixel: the plane and what its border puts around it.
struct Surroundings<S: FilterSample> {
  let plane: Plane<S>
  var border = Border.reflect101
  var channels = 1

  /// The sample `dx` pixels right and `dy` rows below a sample of the plane.
  func callAsFunction(_ x: Int, _ y: Int, _ dx: Int, _ dy: Int) -> S {
    let columns = plane.width / channels
    let pixel = x / channels + dx
    let column = border.source(of: pixel, count: columns)
    let row = border.source(of: y + dy, count: plane.height)
    guard let column, let row else {
      if case .constant(let value) = border { return S(nearest: value) }
      preconditionFailure("only a constant border has no source")
    }
    return plane[column * channels + x % channels, row]
  }
}

/// Every border that filters know.
let allBorders: [Border] = [.reflect101, .reflect, .replicate, .constant(7.5), .wrap]

extension Plane where S: FilterSample {
  /// Samples over the whole range of their type, floats between −0.5 and 2.
  static func samples(_ size: Size, seed: UInt64) -> Plane<S> {
    var random = SeededGenerator(seed: seed)
    let scale: Float = S.self == UInt8.self ? 255 : S.self == UInt16.self ? 65535 : 2.5
    let offset: Float = S.self == Float.self ? -0.5 : 0
    return Plane(size: size) { _, row in
      for x in row.indices {
        row[x] = S(nearest: Float.random(in: 0...1, using: &random) * scale + offset)
      }
    }
  }

  /// The samples that lie around a plane in memory, to see that none of them is taken for data.
  func awkward() -> Plane<S> { awkwardlyPlaced(in: S(nearest: S.self == Float.self ? .nan : 99)) }
}

/// Runs a filter in parts and sees that they are the parts of the whole.
///
/// - Parameters:
///   - plane: the source.
///   - halo: rows that the filter looks at above and below.
///   - context: how the whole is run.
///   - filter: the filter.
/// - Returns: what the parts differ in, or nil.
func bandsDiffer<S: FilterSample, Out: Sample>(
  _ plane: Plane<S>, halo: Int, _ context: FilterContext,
  filter: (Plane<S>, FilterContext) -> Plane<Out>
) -> String? {
  let whole = filter(plane, context)
  for height in [1, 3, 8] {
    for start in stride(from: 0, to: plane.height, by: height) {
      let wanted = start..<min(plane.height, start + height)
      let held = max(0, start - halo)..<min(plane.height, wanted.upperBound + halo)
      let region = Region(x: 0, y: held.lowerBound, width: plane.width, height: held.count)
      var part = context
      part.window = RowWindow(height: plane.height, held: held, wanted: wanted)
      let band = filter(plane.view(region).copied(), part)
      let same = whole.view(Region(x: 0, y: start, width: whole.width, height: wanted.count))
      if band != same { return "rows \(wanted) of \(plane.size)" }
    }
  }
  var shared = context
  shared.threads = 3
  if filter(plane, shared) != whole { return "three threads on \(plane.size)" }
  return nil
}
