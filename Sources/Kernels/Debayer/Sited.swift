import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

extension Debayer {
  /// Runs a method that is a graph of steps.
  ///
  /// - Parameters:
  ///   - method: the method.
  ///   - mosaic: the rows that the window holds; 2 pixels or more both ways.
  ///   - pattern: which colour stands where.
  ///   - window: which rows are wanted.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows of three planes.
  static func sited(
    _ method: SiteMethod, _ mosaic: Plane<Float>,
    _ pattern: BayerPattern, _ window: RowWindow?, _ isa: InstructionSet
  ) -> RGBPlanes<Float> {
    let (graph, colors) = (method.graph, method.colors)
    let window = window ?? RowWindow(whole: mosaic.height)
    let weave = unsafe isa.select(
      KernelsBaseline.wovenRow, KernelsAVX2.wovenRow, KernelsAVX512.wovenRow)
    let width = mosaic.width
    let size = Size(width, window.wanted.count)
    let red = PlaneBuilder<Float>(size: size)
    let green = PlaneBuilder<Float>(size: size)
    let blue = PlaneBuilder<Float>(size: size)
    let schedule = graph.schedule(for: colors.signals)
    for tile in schedule.tiles(width: width) {
      let part = mosaic.view(
        Region(x: tile.held.lowerBound, y: 0, width: tile.held.count, height: mosaic.height))
      // Tiles begin in even columns, where the pattern is that of the picture.
      let run = SiteRun(
        graph, leaving: colors.signals, pattern: pattern,
        size: Size(tile.held.count, window.height), isa: isa)
      run.run(part, window) { y in
        let start = (y - window.wanted.lowerBound) * red.stride + tile.wanted.lowerBound
        let skipped = (tile.wanted.lowerBound - tile.held.lowerBound) / 2
        let ownIsEven = run.ownParity(y) == 0
        func leave(_ signals: BothKinds<SiteGraph.Signal>, _ plane: UnsafeMutablePointer<Float>) {
          let own = unsafe run.row(signals.own, y) + skipped
          let green = unsafe run.row(signals.green, y) + skipped
          unsafe weave(
            ownIsEven ? own : green, ownIsEven ? green : own, plane + start, tile.wanted.count)
        }
        let isRedRow = (y ^ pattern.redY) & 1 == 0
        unsafe leave(colors.own, isRedRow ? red.base : blue.base)
        unsafe leave(colors.green, green.base)
        unsafe leave(colors.other, isRedRow ? blue.base : red.base)
      }
    }
    return RGBPlanes(red: red.finish(), green: green.finish(), blue: blue.finish())
  }
}

extension SiteGraph.Schedule {
  /// Numbers that may be kept for one tile: they stay in the second-level cache.
  private static var room: Int { 16_000_000 }

  /// Columns to compute at a time.
  ///
  /// - Parameter width: of the picture.
  /// - Returns: for each tile, the columns of its result and those that are looked at.
  func tiles(width: Int) -> [(wanted: Range<Int>, held: Range<Int>)] {
    let beside = (columns + 31) / 32 * 32
    let most = 2 * Self.room / depth.reduce(0, +) - 2 * beside
    let count = max(1, (width + max(64, most) - 1) / max(64, most))
    let step = ((width + count - 1) / count + 31) / 32 * 32
    return stride(from: 0, to: width, by: step).map { start in
      let end = min(width, start + step)
      return (start..<end, max(0, start - beside)..<min(width, end + beside))
    }
  }
}
