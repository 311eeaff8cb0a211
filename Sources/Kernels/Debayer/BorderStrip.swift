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
  private let method: SiteMethod
  private let isa: InstructionSet

  init(depth: Int, isa: InstructionSet) {
    self.depth = depth
    self.isa = isa
    method = .alongRows(isa)
  }

  /// Pixels that the strip depends on, along the edge; across it they are two.
  static let halo = 4

  /// A part of the strip.
  struct Patch {
    /// Where it lies, from the left and from the first wanted row.
    let x: Int
    let y: Int
    let colors: RGBPlanes<Float>
  }

  /// The parts of the strip in some rows; later ones lie on top of earlier ones.
  ///
  /// - Parameters:
  ///   - width: of the picture; 2 or more, as its height.
  ///   - pattern: which colour stands where, counted from row 0 of the picture.
  ///   - window: the rows that are held and wanted.
  ///   - light: gives the mosaic in a region of the rows that are held.
  /// - Returns: left and right columns, then upper and lower rows, as far as they are wanted.
  func patches(
    width: Int, _ pattern: BayerPattern, _ window: RowWindow, light: (Region) -> Plane<Float>
  ) -> [Patch] {
    var patches: [Patch] = []
    let across = min(width, depth + Self.halo)
    let near = window.near(by: Self.halo)
    for isLeft in [true, false] {
      let first = isLeft ? 0 : width - across
      let columns = isLeft ? 0..<min(depth, across) : max(0, across - depth)..<across
      let mosaic = light(
        Region(
          x: first, y: near.lowerBound - window.held.lowerBound, width: across,
          height: near.count))
      let strip = estimate(
        WindowedMosaic(
          samples: mosaic.turned, pattern: pattern.shifted(x: first, y: near.lowerBound).turned,
          window: RowWindow(height: across, held: 0..<across, wanted: columns)))
      let rows = Region(
        x: 0, y: window.wanted.lowerBound - near.lowerBound, width: columns.count,
        height: window.wanted.count)
      let colors = RGBPlanes(
        red: strip.red.turned, green: strip.green.turned, blue: strip.blue.turned)
      patches.append(Patch(x: first + columns.lowerBound, y: 0, colors: colors.view(rows)))
    }
    let height = window.height
    for edge in [0..<min(depth, height), max(0, height - depth)..<height] {
      let rows = edge.clamped(to: window.wanted)
      if rows.isEmpty { continue }
      let held = RowWindow(height: height, held: window.held, wanted: rows).near(by: Self.halo)
      let mosaic = light(
        Region(
          x: 0, y: held.lowerBound - window.held.lowerBound, width: width, height: held.count))
      let colors = estimate(
        WindowedMosaic(
          samples: mosaic, pattern: pattern,
          window: RowWindow(height: height, held: held, wanted: rows)))
      patches.append(Patch(x: 0, y: rows.lowerBound - window.wanted.lowerBound, colors: colors))
    }
    return patches
  }

  private func estimate(_ mosaic: WindowedMosaic) -> RGBPlanes<Float> {
    let planes = ColorBuilders(size: Size(mosaic.samples.width, mosaic.window.wanted.count))
    method.write(mosaic, to: planes, isa)
    return planes.finish()
  }
}

extension Plane where S == Float {
  /// Rows and columns exchanged.
  fileprivate var turned: Plane<Float> {
    Plane<Float>(size: Size(height, width)) { x, row in
      for y in row.indices { row[y] = self[x, y] }
    }
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
      at: .own, outputs: 2, kernels.greenFrom, row.rows(0), graph.own.rows(0))
    let colors = graph.differenceColors(green: green[0], difference: green[1], kernels)
    return SiteMethod(graph: graph, colors: colors)
  }
}
