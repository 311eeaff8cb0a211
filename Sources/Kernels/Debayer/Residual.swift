extension SiteMethod {
  /// Residual interpolation: differences along rows and columns, smoothed by a Gaussian mean and
  /// weighed.
  ///
  /// - Parameters:
  ///   - window: what the slopes are fitted to.
  ///   - sigma: of the mean along a line, in pixels; 2.2 at most.
  ///   - isa: the instruction set.
  /// - Returns: the method.
  static func residual(
    _ window: SiteGraph.LineWindow, sigma: Double, _ isa: InstructionSet
  ) -> SiteMethod {
    let kernels = SiteKernels(isa)
    var graph = SiteGraph()
    let (rows, columns) = graph.fittedLines(window, kernels)
    let changes = graph.changes(rows, columns, kernels)
    let windows = graph.windows(of: 5, [changes.alongRows, changes.alongColumns], kernels)
    let green = graph.add(
      at: .own, settings: [2e-3] + SiteGraph.gaussian(sigma: sigma, radius: 6),
      kernels.weighedGreen, windows[0], windows[1], rows.difference.own.rows(0),
      rows.difference.green.rows(0), graph.column(columns.difference, radius: 6),
      graph.own.rows(0))[0]
    let colors = graph.fittedColors(green: green, kernels)
    return SiteMethod(graph: graph, colors: colors)
  }
}
