import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Colours by fixed filters of 3×3 or 5×5 pixels.
struct LinearDebayer {
  /// The filters of Malvar, He and Cutler (2004); else means of the nearest neighbours.
  let isMalvar: Bool
  let isa: InstructionSet

  /// Pixels that a filter looks away from its own.
  static func radius(isMalvar: Bool) -> Int { isMalvar ? 2 : 1 }

  /// Writes the wanted rows.
  func write(_ mosaic: WindowedMosaic, to planes: borrowing ColorBuilders) {
    let (samples, pattern, window) = (mosaic.samples, mosaic.pattern, mosaic.window)
    let bilinear = unsafe isa.select(
      KernelsBaseline.bilinearRow, KernelsAVX2.bilinearRow, KernelsAVX512.bilinearRow)
    let malvar = unsafe isa.select(
      KernelsBaseline.malvarRow, KernelsAVX2.malvarRow, KernelsAVX512.malvarRow)
    var rows = MirroredRows(samples, window, halo: Self.radius(isMalvar: isMalvar))
    for y in window.wanted {
      let ownParity = pattern.ownParity(row: y)
      let outputs = unsafe planes.rows(
        y - window.wanted.lowerBound, isRedRow: pattern.isRedRow(y))
      if isMalvar {
        unsafe malvar(
          rows.row(y - 2), rows.row(y - 1), rows.row(y), rows.row(y + 1), rows.row(y + 2),
          samples.width, ownParity, outputs.own, outputs.green, outputs.other)
      } else {
        unsafe bilinear(
          rows.row(y - 1), rows.row(y), rows.row(y + 1), samples.width, ownParity, outputs.own,
          outputs.green, outputs.other)
      }
    }
  }
}
