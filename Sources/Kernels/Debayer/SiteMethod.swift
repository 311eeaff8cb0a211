import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// A whole method: its steps, and the colours that they end in.
struct SiteMethod {
  let graph: SiteGraph
  let colors: SiteGraph.Colors

  /// When what is computed.
  var schedule: SiteGraph.Schedule { graph.schedule(for: colors.signals) }

  /// Writes the wanted rows of a mosaic of 2 pixels or more both ways.
  func write(
    _ mosaic: WindowedMosaic, to planes: borrowing ColorBuilders, _ isa: InstructionSet
  ) {
    let weave = unsafe isa.select(
      KernelsBaseline.wovenRow, KernelsAVX2.wovenRow, KernelsAVX512.wovenRow)
    let (samples, pattern, window) = (mosaic.samples, mosaic.pattern, mosaic.window)
    let run = SiteRun(
      graph, leaving: colors.signals, pattern: pattern, size: Size(samples.width, window.height),
      isa: isa)
    run.run(samples, window) { y in
      let rows = unsafe planes.rows(y - window.wanted.lowerBound, isRedRow: pattern.isRedRow(y))
      let ownIsEven = pattern.ownParity(row: y) == 0
      func leave(_ signals: BothKinds<SiteGraph.Signal>, _ target: UnsafeMutablePointer<Float>) {
        let (own, green) = unsafe (run.row(signals.own, y), run.row(signals.green, y))
        unsafe weave(ownIsEven ? own : green, ownIsEven ? green : own, target, samples.width)
      }
      unsafe leave(colors.own, rows.own)
      unsafe leave(colors.green, rows.green)
      unsafe leave(colors.other, rows.other)
    }
  }
}
