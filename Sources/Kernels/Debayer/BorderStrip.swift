import Raster

/// The outermost pixels of a picture, once more.
///
/// Beyond the edge a mosaic is mirrored, and a method that looks there extrapolates: the last row
/// of red stands one row inside, and what it says about the row beside it holds as far as red and
/// green go together. A line of another brightness along the edge, which many sensors and scans
/// have, then takes the colour of its neighbour.
///
/// So the strip is estimated along the edge, by the differences of Hamilton and Adams, and across
/// it by nothing but the difference of colours. It is as deep as the pixels that look beyond the
/// edge, or at one of the pixels that do; its results depend on the mosaic alone, not on the
/// method.
struct BorderStrip {
  /// Pixels from the edge.
  let depth: Int
  let isa: InstructionSet

  /// Pixels that the strip depends on, along the edge; across it they are two.
  static let halo = 4

  /// Writes the strip over what a method found.
  func write(_ mosaic: WindowedMosaic, to planes: borrowing ColorBuilders) {
    let (samples, window) = (mosaic.samples, mosaic.window)
    for isLeft in [true, false] { writeColumns(mosaic, isLeft: isLeft, to: planes) }
    let height = window.height
    for rows in [0..<min(depth, height), max(0, height - depth)..<height] {
      let rows = rows.clamped(to: window.wanted)
      if rows.isEmpty { continue }
      let strip = estimate(
        WindowedMosaic(
          samples: samples, pattern: mosaic.pattern,
          window: RowWindow(height: height, held: window.held, wanted: rows)))
      for y in rows {
        for x in 0..<samples.width {
          planes.put(strip, x, y - rows.lowerBound, at: x, y - window.wanted.lowerBound)
        }
      }
    }
  }

  /// A strip of columns, turned so that its columns are rows.
  private func writeColumns(
    _ mosaic: WindowedMosaic, isLeft: Bool, to planes: borrowing ColorBuilders
  ) {
    let (samples, window) = (mosaic.samples, mosaic.window)
    let near = window.near(by: Self.halo)
    if near.count < 2 { return }
    let across = min(samples.width, depth + Self.halo)
    let first = isLeft ? 0 : samples.width - across
    let turned = Plane<Float>(size: Size(near.count, across)) { x, row in
      for y in row.indices {
        row[y] = samples[first + x, near.lowerBound + y - window.held.lowerBound]
      }
    }
    let columns = isLeft ? 0..<min(depth, across) : max(0, across - depth)..<across
    let strip = estimate(
      WindowedMosaic(
        samples: turned, pattern: mosaic.pattern.shifted(x: first, y: near.lowerBound).turned,
        window: RowWindow(height: across, held: 0..<across, wanted: columns)))
    for y in window.wanted {
      for x in columns {
        planes.put(
          strip, y - near.lowerBound, x - columns.lowerBound, at: first + x,
          y - window.wanted.lowerBound)
      }
    }
  }

  private func estimate(_ mosaic: WindowedMosaic) -> RGBPlanes<Float> {
    let planes = ColorBuilders(size: Size(mosaic.samples.width, mosaic.window.wanted.count))
    SiteMethod.alongRows(isa).write(mosaic, to: planes, isa)
    return planes.finish()
  }
}

extension ColorBuilders {
  /// Copies one pixel.
  fileprivate func put(_ colors: RGBPlanes<Float>, _ x: Int, _ y: Int, at column: Int, _ row: Int) {
    let place = row * red.stride + column
    unsafe red.base[place] = colors.red[x, y]
    unsafe green.base[place] = colors.green[x, y]
    unsafe blue.base[place] = colors.blue[x, y]
  }
}

extension SiteMethod {
  /// Differences of Hamilton and Adams along rows alone.
  ///
  /// - Parameter isa: the instruction set.
  /// - Returns: the method.
  static func alongRows(_ isa: InstructionSet) -> SiteMethod {
    let kernels = SiteKernels(isa)
    var graph = SiteGraph()
    let row = graph.hamiltonRows(at: .own, kernels)
    let green = graph.add(
      at: .own, columns: 0, outputs: 2, kernels.greenFrom, row.rows(0), graph.own.rows(0))
    let colors = graph.differenceColors(green: green[0], difference: green[1], kernels)
    return SiteMethod(graph: graph, colors: colors)
  }
}
