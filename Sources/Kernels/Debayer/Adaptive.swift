import ExactMath

extension SiteGraph {
  /// Differences of green and the other colour along rows and columns, blended site by site.
  ///
  /// - Parameter isa: the instruction set.
  /// - Returns: the steps and the colours they end in.
  static func adaptive(_ isa: InstructionSet) -> (graph: SiteGraph, colors: Colors) {
    let kernels = SiteKernels(isa)
    var graph = SiteGraph()
    let (rows, columns) = graph.lines(kernels)
    let green = graph.blendedGreen(rows, columns, kernels)
    let colors = graph.fittedColors(green: green, kernels)
    return (graph, colors)
  }

  /// Half a thousandth of white, squared: less is no detail.
  private static let least: Float = 3e-7

  /// What is known along one direction.
  private struct Line {
    /// Green less the other colour.
    let difference: BothKinds<Signal>
    /// `(u − v)²` of the Laplacians.
    let unshared: BothKinds<Signal>
    /// `u² + v²`.
    let all: BothKinds<Signal>
  }

  private mutating func lines(_ kernels: SiteKernels) -> (rows: Line, columns: Line) {
    let along = BothKinds { kind in
      add(
        at: kind, columns: 3, outputs: 4, kernels.rowEnergies, mosaic(kind).rows(0),
        mosaic(kind.other).rows(0))
    }
    let down = BothKinds { kind in
      add(
        at: kind, columns: 0, outputs: 4, kernels.columnEnergies, mosaic(kind).rows(-2, 0, 2),
        mosaic(kind.other).rows(-3, -1, 1, 3))
    }
    let alongSums = BothKinds { kind in
      add(
        at: kind, columns: 7, outputs: 2, kernels.eightBeside, along[kind.other][0].rows(0),
        along[kind.other][1].rows(0))
    }
    let downSums = BothKinds { kind in
      add(
        at: kind, columns: 4, outputs: 2, settings: [2], kernels.fiveHere, down[kind][0].rows(0),
        down[kind][1].rows(0))
    }
    let rowDifference = BothKinds { kind in
      add(
        at: kind, columns: 4, settings: [Self.least, kind == .green ? 1 : -1],
        kernels.rowDifference,
        alongSums[kind][0].rows(-4, -2, 0, 2, 4), alongSums[kind][1].rows(-4, -2, 0, 2, 4),
        mosaic(kind).rows(0), mosaic(kind.other).rows(0))[0]
    }
    let columnDifference = BothKinds { kind in
      add(
        at: kind, columns: 0, settings: [Self.least, kind == .green ? 1 : -1],
        kernels.columnDifference,
        downSums[kind.other][0].rows(-7, -5, -3, -1, 1, 3, 5, 7),
        downSums[kind.other][1].rows(-7, -5, -3, -1, 1, 3, 5, 7),
        mosaic(kind).rows(-4, -2, 0, 2, 4), mosaic(kind.other).rows(-3, -1, 1, 3))[0]
    }
    return (
      Line(
        difference: rowDifference, unshared: BothKinds { along[$0][2] },
        all: BothKinds { along[$0][3] }),
      Line(
        difference: columnDifference, unshared: BothKinds { down[$0][2] },
        all: BothKinds { down[$0][3] })
    )
  }

  /// Green at the sites of red and blue.
  private mutating func blendedGreen(
    _ rows: Line, _ columns: Line, _ kernels: SiteKernels
  ) -> Signal {
    let rowChange = BothKinds { kind in
      add(at: kind, columns: 1, kernels.rowChange, rows.difference[kind.other].rows(0))[0]
    }
    let columnChange = BothKinds { kind in
      add(at: kind, columns: 0, kernels.columnChange, columns.difference[kind.other].rows(-1, 1))[0]
    }
    // Six signals, of which windows of 7×7 pixels are summed: first along rows.
    let maps = [rowChange, columnChange, rows.unshared, rows.all, columns.unshared, columns.all]
    let sums = BothKinds { kind in
      add(
        at: kind, columns: 3, outputs: maps.count, settings: [Float(maps.count)],
        kernels.sevenAround,
        maps.flatMap { $0[kind].rows(0) }, maps.flatMap { $0[kind.other].rows(0) })
    }
    let windows = maps.indices.map { map in
      (-3...3).map { row in Tap(signal: sums[row % 2 == 0 ? .own : .green][map], row: row) }
    }
    let smoothed = add(
      at: .own, columns: 6, outputs: 3,
      settings: [4e-3] + Self.gaussian(sigma: 1, radius: 3) + Self.gaussian(sigma: 2, radius: 6),
      kernels.smoothedDifferences, windows[0], windows[1], rows.difference.own.rows(0),
      rows.difference.green.rows(0),
      (-6...6).map { row in
        Tap(signal: columns.difference[row % 2 == 0 ? .own : .green], row: row)
      })
    let three = add(at: .own, columns: 2, kernels.threeSquares, smoothed[2].rows(0))[0]
    let four = add(at: .green, columns: 3, kernels.fourSquares, smoothed[2].rows(0))[0]
    return add(
      at: .own, columns: 0, settings: [49 * Self.least, 0.3 / 16 * 25 / 49], kernels.blendedGreen,
      (-3...3).map { Tap(signal: $0 % 2 == 0 ? three : four, row: $0) }, windows[2], windows[3],
      windows[4], windows[5], smoothed[0].rows(0), smoothed[1].rows(0), smoothed[2].rows(0),
      own.rows(0))[0]
  }

  /// Red and blue everywhere.
  private mutating func fittedColors(green atOwn: Signal, _ kernels: SiteKernels) -> Colors {
    let energies = add(
      at: .own, columns: 2, outputs: 2, kernels.siteEnergies, own.rows(-2, 0, 2),
      atOwn.rows(-2, 0, 2))
    let sums = add(
      at: .own, columns: 4, outputs: 4, settings: [4], kernels.fiveHere, energies[0].rows(0),
      energies[1].rows(0), own.rows(0), atOwn.rows(0))
    let slope = add(
      at: .own, columns: 0, settings: [0.05, Self.least], kernels.colorSlope,
      sums.flatMap { $0.rows(-4, -2, 0, 2, 4) })[0]
    let between = add(
      at: .green, columns: 3, outputs: 2, kernels.interpolatedBeside, own.rows(0), atOwn.rows(0))
    let otherAtOwn = add(
      at: .own, columns: 1, kernels.colorAtOther, between[0].rows(-3, -1, 1, 3),
      between[1].rows(-3, -1, 1, 3),
      slope.rows(-1, 1), atOwn.rows(0))[0]
    let atGreen = add(
      at: .green, columns: 1, outputs: 2, settings: [0.0625], kernels.colorsAtGreen,
      between[0].rows(-2, 0, 2),
      between[1].rows(-2, 0, 2), slope.rows(0), own.rows(-3, -1, 1, 3), atOwn.rows(-3, -1, 1, 3),
      slope.rows(-1, 1), green.rows(0))
    return Colors(
      own: BothKinds(own: own, green: atGreen[0]), green: BothKinds(own: atOwn, green: green),
      other: BothKinds(own: otherAtOwn, green: atGreen[1]))
  }

  /// Weights of a Gaussian mean, from the middle on.
  private static func gaussian(sigma: Double, radius: Int) -> [Float] {
    let weights = (0...radius).map { Exact.exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let sum = 2 * weights.reduce(0, +) - 1
    return weights.map { Float($0 / sum) }
  }
}
