extension SiteMethod {
  /// Directional filtering with a decision after the fact, refined (Menon, Andriani and Calvagno
  /// 2007).
  ///
  /// - Parameter isa: the instruction set.
  /// - Returns: the method.
  static func menon(_ isa: InstructionSet) -> SiteMethod {
    let kernels = SiteKernels(isa)
    var graph = SiteGraph()
    let row = graph.hamiltonRows(at: .own, kernels)
    let column = graph.hamiltonColumns(at: .own, kernels)
    let decided = graph.add(
      at: .own, outputs: 3, kernels.decidedGreen, row.rows(-2, 0, 2), row.rows(-1, 1),
      column.rows(-2, 0, 2), column.rows(-1, 1), graph.own.rows(0))
    let first = graph.atGreen(difference: decided[2], kernels)
    let other = graph.add(
      at: .own, kernels.decidedOther, decided[0].rows(0), graph.own.rows(0),
      first[0].rows(0), first[1].rows(0), first[0].rows(-1), first[1].rows(-1), first[0].rows(1),
      first[1].rows(1))[0]

    let refined = graph.add(
      at: .own, outputs: 2, kernels.refinedGreen, decided[0].rows(0),
      graph.own.rows(0), decided[2].rows(0), first[0].rows(0), graph.green.rows(0),
      first[1].rows(-1), graph.green.rows(-1), first[1].rows(1), graph.green.rows(1))
    let second = graph.atGreen(difference: refined[1], kernels)
    let refinedOther = graph.add(
      at: .own, kernels.refinedOther, decided[0].rows(0), graph.own.rows(0),
      other.rows(0), second[0].rows(0), second[1].rows(0), second[0].rows(-1),
      second[1].rows(-1), second[0].rows(1), second[1].rows(1))[0]
    return SiteMethod(
      graph: graph,
      colors: SiteGraph.Colors(
        own: BothKinds(own: graph.own, green: second[0]),
        green: BothKinds(own: refined[0], green: graph.green),
        other: BothKinds(own: refinedOther, green: second[1])))
  }
}

extension SiteGraph {
  /// Red and blue at the sites of green, from the two nearest differences of each.
  fileprivate mutating func atGreen(difference: Signal, _ kernels: SiteKernels) -> [Signal] {
    add(
      at: .green, outputs: 2, kernels.colorsFromPairs, difference.rows(0),
      difference.rows(-1, 1), green.rows(0))
  }
}
