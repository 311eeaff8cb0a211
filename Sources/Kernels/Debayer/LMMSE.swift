import ExactMath

extension SiteMethod {
  /// Directional linear minimum mean-square-error estimation (Zhang and Wu 2005).
  ///
  /// - Parameters:
  ///   - noise: of the sensor.
  ///   - isa: the instruction set.
  /// - Returns: the method.
  static func lmmse(noise: SensorNoise, _ isa: InstructionSet) -> SiteMethod {
    let kernels = SiteKernels(isa)
    var graph = SiteGraph()
    let rows = BothKinds { graph.hamiltonRows(at: $0, kernels) }
    let columns = BothKinds { graph.hamiltonColumns(at: $0, kernels) }

    let weights = (0...4).map { Exact.exp(-Double($0 * $0) / 8) }
    let sum = 2 * weights.reduce(0, +) - 1
    let lowPass = weights.map { Float($0 / sum) }
    let smoothRows = BothKinds { kind in
      graph.add(
        at: kind, settings: lowPass, kernels.rowLowPass, rows[kind].rows(0),
        rows[kind.other].rows(0))[0]
    }
    let smoothColumns = BothKinds { kind in
      graph.add(
        at: kind, settings: lowPass, kernels.columnLowPass,
        (-4...4).map { SiteGraph.Tap(signal: columns[$0 % 2 == 0 ? kind : kind.other], row: $0) })[
          0]
    }

    let errors = energy(lowPass: weights.map { $0 / sum })
    let settings = [
      1e-7, Float(errors * noise.varianceAtBlack), Float(errors * noise.variancePerLight),
    ]
    let row = graph.add(
      at: .own, outputs: 2, settings: settings, kernels.rowEstimate,
      smoothRows.own.rows(0), smoothRows.green.rows(0), rows.own.rows(0), rows.green.rows(0),
      graph.own.rows(0))
    let column = graph.add(
      at: .own, outputs: 2, settings: settings, kernels.columnEstimate,
      graph.column(smoothColumns, radius: 4), graph.column(columns, radius: 4),
      graph.own.rows(0))
    let green = graph.add(
      at: .own, outputs: 2, kernels.combinedGreen, row[0].rows(0), row[1].rows(0),
      column[0].rows(0), column[1].rows(0), graph.own.rows(0))
    let colors = graph.differenceColors(green: green[0], difference: green[1], kernels)
    return SiteMethod(graph: graph, colors: colors)
  }

  /// The energy of nine errors `l − d` of white noise of variance 1.
  ///
  /// With e the noise of the mosaic, `d = Σ cⱼ eⱼ` and `l = Σ wₖ dₖ`. From site to site, the taps c
  /// change their signs: green is known and the other colour estimated, or the other way round.
  private static func energy(lowPass: [Double]) -> Double {
    let taps = [-0.25, 0.5, -0.5, 0.5, -0.25]
    var error = Array(repeating: 0.0, count: 13)
    for offset in -4...4 {
      let sign: Double = offset % 2 == 0 ? 1 : -1
      let weight = lowPass[abs(offset)] - (offset == 0 ? 1 : 0)
      for (place, tap) in taps.enumerated() { error[4 + offset + place] += sign * weight * tap }
    }
    return 9 * error.reduce(0) { $0 + $1 * $1 }
  }
}
