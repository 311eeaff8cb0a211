import Kernels
import Raster
import Settings
import Synchronization

extension BenchCase {
  /// Resampling: a picture that is turned, and one whose lens is undone.
  static var resampling: [BenchCase] {
    ResampleBench.Map.allCases.flatMap { map in
      Interpolation.allCases.flatMap { interpolation in
        cases("remap.\(map.rawValue).\(interpolation.rawValue)", ResampleBench(map, interpolation))
      }
    }
  }
}

/// Resampling by one of two maps.
///
/// The table is made in the first run, which is not counted: it is made once for all frames of a
/// camera.
private final class ResampleBench: BenchFilter {
  enum Map: String, CaseIterable {
    /// Turned by 5° about the middle.
    case turn
    /// The distortion of a common lens.
    case lens
  }

  private let map: Map
  private let interpolation: Interpolation
  private let table = Mutex<ResampleTable?>(nil)

  init(_ map: Map, _ interpolation: Interpolation) {
    (self.map, self.interpolation) = (map, interpolation)
  }

  private static let degrees = 5.0
  private static let (focal, k1, k2) = (1500.0, -0.2, 0.05)

  /// The map in numbers: degrees, or focal length in pixels and coefficients of r² and r⁴.
  var fields: [(String, JSONValue)] {
    [
      ("operation", .string("remap")), ("map", .string(map.rawValue)),
      ("interpolation", .string(interpolation.rawValue)), ("degrees", .number(Self.degrees)),
      ("focal", .number(Self.focal)), ("k1", .number(Self.k1)), ("k2", .number(Self.k2)),
    ]
  }

  func products<S: FilterSample>(of type: S.Type) -> Double { 0 }

  func applied<S: FilterSample>(to plane: Plane<S>, _ context: FilterContext) -> Plane<S> {
    let table = table(plane.size)
    func resampled<Kind: ResampleSample>(_ kind: Kind.Type) -> Plane<S>? {
      (plane as? Plane<Kind>).flatMap {
        table.resampled($0, threads: context.threads, isa: context.isa) as? Plane<S>
      }
    }
    return resampled(UInt8.self) ?? resampled(UInt16.self) ?? resampled(Float.self) ?? plane
  }

  private func table(_ size: Size) -> ResampleTable {
    table.withLock { table in
      if let table, table.size == size { return table }
      let position = position(size)
      let made = ResampleTable(
        size: size, source: size, interpolation: interpolation, position: position)
      table = made
      return made
    }
  }

  private func position(_ size: Size) -> @Sendable (Int, Int) -> ResampleTable.Position? {
    let (middleX, middleY) = (Double(size.width - 1) / 2, Double(size.height - 1) / 2)
    switch map {
    case .turn:
      let (cosine, sine) = (0.9961946980917455, 0.08715574274765817)
      return { x, y in
        let (dx, dy) = (Double(x) - middleX, Double(y) - middleY)
        return (middleX + cosine * dx - sine * dy, middleY + sine * dx + cosine * dy)
      }
    case .lens:
      return { x, y in
        let (dx, dy) = (Double(x) - middleX, Double(y) - middleY)
        let square = (dx * dx + dy * dy) / (Self.focal * Self.focal)
        let factor = 1 + square * (Self.k1 + square * Self.k2)
        return (middleX + dx * factor, middleY + dy * factor)
      }
    }
  }
}
