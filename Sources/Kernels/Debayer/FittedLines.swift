import ExactMath

extension SiteGraph {
  /// How much of the surroundings a slope is fitted to.
  enum LineWindow {
    /// 4 sites along the line, on 3 lines.
    case small
    /// 8 sites along the line, on 5 lines.
    case large

    var along: [Int] { self == .small ? [-3, -1, 1, 3] : [-7, -5, -3, -1, 1, 3, 5, 7] }
    var across: [Int] { self == .small ? [-2, 0, 2] : [-4, -2, 0, 2, 4] }
  }

  /// What is known along rows, or along columns.
  struct Line {
    /// Green less the other colour.
    let difference: BothKinds<Signal>
    /// `(u − v)²` of the Laplacians.
    let unshared: BothKinds<Signal>
    /// `u² + v²`.
    let all: BothKinds<Signal>
  }

  /// Half a thousandth of white, squared: less is no detail.
  static let least: Float = 3e-7

  /// Differences along rows and columns, by slopes that are fitted to a window.
  mutating func fittedLines(
    _ window: LineWindow, _ kernels: SiteKernels
  ) -> (rows: Line, columns: Line) {
    let isSmall = window == .small
    let along = BothKinds { kind in
      add(
        at: kind, outputs: 4, kernels.rowEnergies, mosaic(kind).rows(0),
        mosaic(kind.other).rows(0))
    }
    let down = BothKinds { kind in
      add(
        at: kind, outputs: 4, kernels.columnEnergies, mosaic(kind).rows(-2, 0, 2),
        mosaic(kind.other).rows(-3, -1, 1, 3))
    }
    let alongSums = BothKinds { kind in
      add(
        at: kind, outputs: 2,
        isSmall ? kernels.fourBeside : kernels.eightBeside, along[kind.other][0].rows(0),
        along[kind.other][1].rows(0))
    }
    let downSums = BothKinds { kind in
      add(
        at: kind, outputs: 2, settings: [2],
        isSmall ? kernels.threeHere : kernels.fiveHere, down[kind][0].rows(0),
        down[kind][1].rows(0))
    }
    let rowDifference = BothKinds { kind in
      add(
        at: kind, settings: [Self.least, kind == .green ? 1 : -1],
        isSmall ? kernels.rowDifference3 : kernels.rowDifference5,
        alongSums[kind][0].rows(window.across), alongSums[kind][1].rows(window.across),
        mosaic(kind).rows(0), mosaic(kind.other).rows(0))[0]
    }
    let columnDifference = BothKinds { kind in
      add(
        at: kind, settings: [Self.least, kind == .green ? 1 : -1],
        isSmall ? kernels.columnDifference4 : kernels.columnDifference8,
        downSums[kind.other][0].rows(window.along), downSums[kind.other][1].rows(window.along),
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

  /// How much the differences along rows and along columns change from pixel to pixel.
  mutating func changes(
    _ rows: Line, _ columns: Line, _ kernels: SiteKernels
  ) -> (alongRows: BothKinds<Signal>, alongColumns: BothKinds<Signal>) {
    (
      BothKinds { kind in
        add(at: kind, kernels.rowChange, rows.difference[kind.other].rows(0))[0]
      },
      BothKinds { kind in
        add(
          at: kind, kernels.columnChange, columns.difference[kind.other].rows(-1, 1))[0]
      }
    )
  }

  /// Sums of windows of signals around the sites of red and blue.
  ///
  /// - Parameters:
  ///   - pixels: 5 or 7, the side of a window.
  ///   - maps: the signals.
  ///   - kernels: the kernels.
  /// - Returns: for each signal the rows whose sum is the window's.
  mutating func windows(
    of pixels: Int, _ maps: [BothKinds<Signal>], _ kernels: SiteKernels
  ) -> [[Tap]] {
    let sums = BothKinds { kind in
      add(
        at: kind, outputs: maps.count, settings: [Float(maps.count)],
        pixels == 5 ? kernels.fiveAround : kernels.sevenAround,
        maps.flatMap { $0[kind].rows(0) }, maps.flatMap { $0[kind.other].rows(0) })
    }
    return maps.indices.map { map in
      column(BothKinds(own: sums.own[map], green: sums.green[map]), radius: pixels / 2)
    }
  }

  /// The rows of a column through sites of red or blue: the two kinds take turns.
  func column(_ signal: BothKinds<Signal>, radius: Int) -> [Tap] {
    (-radius...radius).map { Tap(signal: signal[$0 % 2 == 0 ? .own : .green], row: $0) }
  }

  /// Weights of a Gaussian mean, from the middle on.
  static func gaussian(sigma: Double, radius: Int) -> [Float] {
    let weights = (0...radius).map { Exact.exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let sum = 2 * weights.reduce(0, +) - 1
    return weights.map { Float($0 / sum) }
  }
}
