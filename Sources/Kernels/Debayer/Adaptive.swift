extension SiteMethod {
  /// Differences of green and the other colour along rows and columns, blended site by site.
  ///
  /// - Parameters:
  ///   - noise: of the sensor.
  ///   - isa: the instruction set.
  /// - Returns: the method.
  static func adaptive(noise: SensorNoise, _ isa: InstructionSet) -> SiteMethod {
    let kernels = SiteKernels(isa)
    var graph = SiteGraph()
    let (rows, columns) = graph.fittedLines(.large, kernels)
    let green = graph.blendedGreen(rows, columns, kernels)
    let colors = graph.fittedColors(green: green, noise: noise, kernels)
    return SiteMethod(graph: graph, colors: colors)
  }
}

extension SiteGraph {
  /// Green at the sites of red and blue.
  fileprivate mutating func blendedGreen(
    _ rows: Line, _ columns: Line, _ kernels: SiteKernels
  ) -> Signal {
    let changes = changes(rows, columns, kernels)
    let windows = windows(
      of: 7,
      [
        changes.alongRows, changes.alongColumns, rows.unshared, rows.all, columns.unshared,
        columns.all,
      ], kernels)
    let smoothed = add(
      at: .own, outputs: 3,
      settings: [4e-3] + Self.gaussian(sigma: 1, radius: 3) + Self.gaussian(sigma: 2, radius: 6),
      kernels.smoothedDifferences, windows[0], windows[1], rows.difference.own.rows(0),
      rows.difference.green.rows(0), column(columns.difference, radius: 6))
    let energy = BothKinds(
      own: add(at: .own, kernels.threeSquares, smoothed[2].rows(0))[0],
      green: add(at: .green, kernels.fourSquares, smoothed[2].rows(0))[0])
    return add(
      at: .own, settings: [49 * Self.least, 0.3 / 16 * 25 / 49], kernels.blendedGreen,
      column(energy, radius: 3), windows[2], windows[3], windows[4], windows[5],
      smoothed[0].rows(0), smoothed[1].rows(0), smoothed[2].rows(0), own.rows(0))[0]
  }
}
