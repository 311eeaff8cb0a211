import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster
import Synchronization

/// Where differences of levels of a scale space are extreme.
public enum ScaleExtrema {
  /// A sample of a difference of two levels.
  public struct Spot: Sendable, Hashable {
    /// Its column.
    public let x: Int
    /// Its row.
    public let y: Int
    /// The difference it lies in: that of levels `layer` + 1 and `layer`.
    public let layer: Int
  }

  /// The samples that are larger or smaller than their 26 neighbours in rows, columns and layers.
  ///
  /// Differences of levels are made row by row and not kept.
  ///
  /// - Parameters:
  ///   - levels: ever coarser, all of one size; at least four.
  ///   - least: the difference from 0 that an extremum exceeds.
  ///   - margin: rows and columns along the edges that are left out; at least 1.
  ///   - context: threads and instruction set.
  /// - Returns: the spots by row, then by layer, then by column.
  public static func spots(
    of levels: [Plane<Float>], above least: Float, margin: Int,
    in context: FilterContext = FilterContext()
  ) -> [Spot] {
    precondition(levels.count >= 4, "two differences around one")
    precondition(levels.allSatisfy { $0.size == levels[0].size }, "levels of one size")
    precondition(margin >= 1 && least >= 0, "neighbours on all sides")
    let size = levels[0].size
    guard size.width > 2 * margin, size.height > 2 * margin else { return [] }
    let found = Mutex<[(first: Int, spots: [Spot])]>([])
    concurrently(margin..<size.height - margin, threads: context.threads, grain: 32) { rows in
      var search = RowSearch(levels, margin, context.isa)
      var spots: [Spot] = []
      for row in rows { search.add(row, above: least, to: &spots) }
      found.withLock { $0.append((rows.lowerBound, spots)) }
    }
    return found.withLock { $0 }.sorted { $0.first < $1.first }.flatMap(\.spots)
  }
}

/// Differences of three rows at a time.
@safe private struct RowSearch: ~Copyable {
  private let levels: [Plane<Float>]
  private let margin: Int
  private let isa: InstructionSet
  /// Three rows of each difference; row `y` at `y` modulo 3.
  private let differences: PlaneBuilder<Float>
  private let columns: PlaneBuilder<Int32>
  /// The row behind the last one that was made.
  private var next = 0

  init(_ levels: [Plane<Float>], _ margin: Int, _ isa: InstructionSet) {
    (self.levels, self.margin, self.isa) = (levels, margin, isa)
    // Whole registers are read behind the columns.
    let width = levels[0].width + 32
    differences = PlaneBuilder(size: Size(width, 3 * (levels.count - 1)), repeating: 0)
    columns = PlaneBuilder(size: Size(width, 1), repeating: 0)
  }

  private func row(_ layer: Int, _ y: Int) -> UnsafeMutablePointer<Float> {
    unsafe differences.base + (3 * layer + y % 3) * differences.stride
  }

  /// Makes the differences of the rows up to one below `y`.
  private mutating func prepare(_ y: Int) {
    let kernel = unsafe isa.select(
      KernelsBaseline.differenceRow, KernelsAVX2.differenceRow, KernelsAVX512.differenceRow)
    for line in max(next, y - 1)...y + 1 {
      for layer in 0..<levels.count - 1 {
        let (coarse, fine) = (levels[layer + 1], levels[layer])
        unsafe kernel(
          coarse.base + line * coarse.stride, fine.base + line * fine.stride, fine.width,
          row(layer, line))
      }
    }
    next = y + 2
  }

  /// Adds the extrema of a row; rows come in order.
  mutating func add(_ y: Int, above least: Float, to spots: inout [ScaleExtrema.Spot]) {
    prepare(y)
    let kernel = unsafe isa.select(
      KernelsBaseline.extremumColumns, KernelsAVX2.extremumColumns, KernelsAVX512.extremumColumns)
    for layer in 1..<levels.count - 2 {
      let rows = unsafe (layer - 1...layer + 1).flatMap { around in
        unsafe (y - 1...y + 1).map { unsafe UnsafePointer(row(around, $0)) }
      }
      let count = unsafe kernel(rows, margin, levels[0].width - margin, least, columns.base)
      for index in 0..<count {
        unsafe spots.append(ScaleExtrema.Spot(x: Int(columns.base[index]), y: y, layer: layer))
      }
    }
  }
}
