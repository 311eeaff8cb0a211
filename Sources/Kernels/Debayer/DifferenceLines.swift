extension SiteGraph {
  /// Differences of green and the other colour along rows and columns, by fixed slopes.
  mutating func hamiltonRows(at kind: SiteKind, _ kernels: SiteKernels) -> Signal {
    add(
      at: kind, settings: [kind == .green ? 1 : -1], kernels.rowHamilton,
      mosaic(kind).rows(0), mosaic(kind.other).rows(0))[0]
  }

  /// The same along columns.
  mutating func hamiltonColumns(at kind: SiteKind, _ kernels: SiteKernels) -> Signal {
    add(
      at: kind, settings: [kind == .green ? 1 : -1], kernels.columnHamilton,
      mosaic(kind).rows(-2, 0, 2), mosaic(kind.other).rows(-1, 1))[0]
  }

  /// Red and blue from their differences to green, each from the four nearest.
  ///
  /// - Parameters:
  ///   - atOwn: green at the sites of red and blue.
  ///   - difference: the own colour less green.
  ///   - kernels: the kernels.
  /// - Returns: all colours.
  mutating func differenceColors(
    green atOwn: Signal, difference: Signal, _ kernels: SiteKernels
  ) -> Colors {
    let other = add(at: .own, kernels.meanOfDiagonals, difference.rows(-1, 1))[0]
    let otherAtOwn = add(at: .own, kernels.sumOfTwo, atOwn.rows(0), other.rows(0))[0]
    // In the rows above and below, the other colour is the row's own.
    let atGreen = add(
      at: .green, outputs: 2, kernels.colorsFromCross, difference.rows(0),
      other.rows(0), other.rows(-1, 1), difference.rows(-1, 1), green.rows(0))
    return Colors(
      own: BothKinds(own: own, green: atGreen[0]), green: BothKinds(own: atOwn, green: green),
      other: BothKinds(own: otherAtOwn, green: atGreen[1]))
  }
}
