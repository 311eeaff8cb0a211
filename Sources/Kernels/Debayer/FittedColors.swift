extension SiteGraph {
  /// Red and blue everywhere, by slopes against green that are fitted to 5×5 sites.
  mutating func fittedColors(
    green atOwn: Signal, noise: SensorNoise = .unknown, _ kernels: SiteKernels
  ) -> Colors {
    let energies = add(
      at: .own, outputs: 2, kernels.siteEnergies, own.rows(-2, 0, 2),
      atOwn.rows(-2, 0, 2))
    let sums = add(
      at: .own, outputs: 4, settings: [4], kernels.fiveHere, energies[0].rows(0),
      energies[1].rows(0), own.rows(0), atOwn.rows(0))
    let slope = add(
      at: .own,
      settings: [
        0.05, Self.least, Float(500 * noise.varianceAtBlack),
        Float(20 * noise.variancePerLight),
      ],
      kernels.colorSlope,
      sums.flatMap { $0.rows(-4, -2, 0, 2, 4) })[0]
    let between = add(
      at: .green, outputs: 2, kernels.interpolatedBeside, own.rows(0), atOwn.rows(0))
    let otherAtOwn = add(
      at: .own, kernels.colorAtOther, between[0].rows(-3, -1, 1, 3),
      between[1].rows(-3, -1, 1, 3), slope.rows(-1, 1), atOwn.rows(0))[0]
    let atGreen = add(
      at: .green, outputs: 2, settings: [0.0625], kernels.colorsAtGreen,
      between[0].rows(-2, 0, 2), between[1].rows(-2, 0, 2), slope.rows(0), own.rows(-3, -1, 1, 3),
      atOwn.rows(-3, -1, 1, 3), slope.rows(-1, 1), green.rows(0))
    return Colors(
      own: BothKinds(own: own, green: atGreen[0]), green: BothKinds(own: atOwn, green: green),
      other: BothKinds(own: otherAtOwn, green: atGreen[1]))
  }
}
