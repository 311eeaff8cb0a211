import Kernels
import Raster

/// Takes away surfaces that are too small to be true.
///
/// A surface is made of runs: neighbours in a row that are about as far away. Runs that touch from
/// row to row are joined (union and find), so that the picture is read once, in order, and written
/// where small surfaces stood.
struct SpeckleFilter {
  /// Surfaces of fewer pixels go.
  let smallest: Int
  /// Neighbours on one surface differ by at most so many sixteenths of a pixel.
  let step = 16

  /// The disparities of large surfaces.
  ///
  /// - Parameter codes: sixteenths of a pixel, or ``SemiGlobalMatcher/unknown``.
  /// - Returns: the same, those of small surfaces unknown.
  func filtered(_ codes: Plane<Int16>) -> Plane<Int16> {
    guard smallest > 1, codes.size.area > 0 else { return codes }
    var surfaces = Surfaces()
    var above = [Int](repeating: Surfaces.none, count: codes.width)
    for y in 0..<codes.height { join(y, of: codes, &surfaces, &above) }
    var result = PlaneBuilder(copying: codes)
    for (run, size) in surfaces.sizes().enumerated() where size < smallest {
      let (x, y, count) = surfaces.runs[run]
      for column in x..<x + count { result[column, y] = SemiGlobalMatcher.unknown }
    }
    return result.finish()
  }

  /// Finds the runs of a row, and joins them with those above.
  ///
  /// - Parameters:
  ///   - y: the row.
  ///   - codes: the disparities.
  ///   - surfaces: of the rows above; gets the runs.
  ///   - numbers: the run of each pixel of the row above; gets those of this one.
  private func join(
    _ y: Int, of codes: Plane<Int16>, _ surfaces: inout Surfaces, _ numbers: inout [Int]
  ) {
    let (row, above) = (codes.row(y), codes.row(max(0, y - 1)))
    var (run, before) = (Surfaces.none, SemiGlobalMatcher.unknown)
    var joined = Surfaces.none
    for x in row.indices {
      let code = row[x]
      if code == SemiGlobalMatcher.unknown {
        run = Surfaces.none
      } else {
        if run == Surfaces.none || !isNear(code, before) {
          run = surfaces.begin(x, y)
          joined = Surfaces.none
        } else {
          surfaces.runs[run].count += 1
        }
        let other = numbers[x]
        if other != Surfaces.none, other != joined, isNear(code, above[x]) {
          surfaces.join(run, other)
          joined = other
        }
      }
      numbers[x] = run
      before = code
    }
  }

  private func isNear(_ a: Int16, _ b: Int16) -> Bool { abs(Int(a) - Int(b)) <= step }
}

/// Runs of pixels, and which of them lie on one surface.
private struct Surfaces {
  /// The number of no run.
  static let none = -1

  /// Where runs begin, and how many pixels they have.
  var runs: [(x: Int, y: Int, count: Int)] = []
  /// Another run of the same surface; itself for one that stands for all of them.
  private var parents: [Int] = []

  /// Begins a run of one pixel.
  mutating func begin(_ x: Int, _ y: Int) -> Int {
    runs.append((x, y, 1))
    parents.append(parents.count)
    return parents.count - 1
  }

  /// Puts two runs on one surface.
  mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(of: a), root(of: b))
    // The earlier one stands for both.
    parents[max(a, b)] = min(a, b)
  }

  /// How many pixels the surface of each run has.
  mutating func sizes() -> [Int] {
    var totals = [Int](repeating: 0, count: runs.count)
    for run in runs.indices { totals[root(of: run)] += runs[run].count }
    return runs.indices.map { totals[root(of: $0)] }
  }

  private mutating func root(of run: Int) -> Int {
    var run = run
    while parents[run] != run {
      parents[run] = parents[parents[run]]
      run = parents[run]
    }
    return run
  }
}
