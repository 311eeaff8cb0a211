import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

extension Debayer {
  /// Runs a method that is a graph of steps.
  ///
  /// - Parameters:
  ///   - graph: the steps.
  ///   - colors: what they end in.
  ///   - mosaic: the rows that the window holds; 2 pixels or more both ways.
  ///   - pattern: which colour stands where.
  ///   - window: which rows are wanted.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows of three planes.
  static func sited(
    _ graph: SiteGraph, _ colors: SiteGraph.Colors, _ mosaic: Plane<Float>,
    _ pattern: BayerPattern, _ window: RowWindow, _ isa: InstructionSet
  ) -> RGBPlanes<Float> {
    let weave = unsafe isa.select(
      KernelsBaseline.wovenRow, KernelsAVX2.wovenRow, KernelsAVX512.wovenRow)
    let width = mosaic.width
    let size = Size(width, window.wanted.count)
    let red = PlaneBuilder<Float>(size: size)
    let green = PlaneBuilder<Float>(size: size)
    let blue = PlaneBuilder<Float>(size: size)
    let run = SiteRun(
      graph, leaving: colors.signals, pattern: pattern, size: Size(width, window.height), isa: isa)
    run.run(mosaic, window) { run, y in
      let start = (y - window.wanted.lowerBound) * red.stride
      let ownIsEven = run.ownParity(y) == 0
      func leave(_ signals: BothKinds<SiteGraph.Signal>, _ plane: UnsafeMutablePointer<Float>) {
        let (own, green) = unsafe (run.row(signals.own.index, y), run.row(signals.green.index, y))
        unsafe weave(ownIsEven ? own : green, ownIsEven ? green : own, plane + start, width)
      }
      let isRedRow = (y ^ pattern.redY) & 1 == 0
      unsafe leave(colors.own, isRedRow ? red.base : blue.base)
      unsafe leave(colors.green, green.base)
      unsafe leave(colors.other, isRedRow ? blue.base : red.base)
    }
    return RGBPlanes(red: red.finish(), green: green.finish(), blue: blue.finish())
  }
}
