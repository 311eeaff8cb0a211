import Diagnostics
import Kernels
import Pipeline
import Raster

/// Codes that become a picture of 8 bits by a fixed filter need no light in between.
extension BlackLevel: FusingStage {
  /// Goes to corrected light in one pass where corrections follow, or develops in one pass where
  /// `debayer` (bilinear or malvar), at will `white-balance` and `color-matrix`, and `tone` to
  /// 8 bits follow.
  public func fusedWork(
    with followers: [any BandStage], size: Size
  ) throws(Failure) -> (followers: Int, work: BandWork)? {
    if let chain = try CalibrationChain(self, followers[...], size: size) {
      return (followers: chain.stages, work: chain.work(size: size, of: nil))
    }
    var rest = followers[...]
    guard let debayer = rest.popFirst() as? DebayerStage,
      debayer.method == .bilinear || debayer.method == .malvar
    else { return nil }
    var stages: [any BandStage] = [self, debayer]
    let balance = rest.first as? WhiteBalance
    if let balance {
      stages.append(balance)
      rest.removeFirst()
    }
    let matrix = rest.first as? ColorMatrix
    if let matrix {
      stages.append(matrix)
      rest.removeFirst()
    }
    guard let tone = rest.first as? Tone, tone.curve != .stretch else { return nil }
    let mapping = tone.mapping(of: nil)
    guard let curve = mapping.eightBits else { return nil }

    var works: [BandWork] = []
    for stage in stages { works.append(try stage.work(size: size, whole: nil)) }
    works.append(Tone.work(size: size, mapping))
    let steps = BandWork(sequence: works)
    let work = BandWork(
      outputSize: size, inputRows: steps.inputRows,
      process: { band, rows in
        let frame = Frame<Mosaic>(erased: band)
        // Sites that are no data are mended as light.
        if frame.validity.count(of: MosaicRepair.missing) > 0 { return steps.process(band, rows) }
        var development = Development(
          levels: levels(frame.properties.levels), method: debayer.method, tone: curve.tone)
        development.balance = debayer.mosaicBalance
        if let gains = balance?.gains { development.gains = gains.map { Float($0) } }
        if let matrix = matrix?.matrix { development.matrix = matrix.map { Float($0) } }
        (development.offset, development.scale) = (curve.offset, curve.scale)
        let pattern = frame.properties.pattern
        let local = rows.lowerBound - frame.rows.lowerBound
        let seen = SensorLevels.markSaturated(
          frame.samples, white: development.levels.white, validity: frame.validity)
        let codes = development.planes(
          of: frame.samples, pattern: pattern,
          window: RowWindow(height: size.height, held: frame.rows, wanted: rows))
        return Frame<DisplayRGB>(
          .eight(codes), rows: rows, of: size,
          validity: ColorValidity.colors(
            of: seen, pattern: pattern.shifted(x: 0, y: frame.rows.lowerBound),
            rows: local..<(local + rows.count)),
          properties: DisplayProperties(transfer: mapping.name))
      })
    return (followers: stages.count, work: work)
  }
}
