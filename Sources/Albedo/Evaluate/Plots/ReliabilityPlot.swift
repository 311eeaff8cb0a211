/// What happened against the probability that was stated, and how often it was stated.
struct ReliabilityPlot {
  private let forecasts: [Forecast]
  /// Bars of the lower panel.
  private static let bars = 20

  init(_ forecasts: [Forecast]) { self.forecasts = forecasts }

  /// The plot; nil of no forecasts.
  var plot: Plot? {
    guard let reliability = Reliability(forecasts) else { return nil }
    return Plot(
      "reliability.svg", title: "What a stated probability means",
      subtitle: "Plan threshold: \(forecasts.count) collections of 0.5 to 2 times the threshold, "
        + "in bins of equal mass with intervals of 95 %.",
      height: 590,
      legend: [
        (
          .first,
          "calibration error \(FigureUnit.plain.text(reliability.error)), by chance alone "
            + FigureUnit.plain.text(reliability.errorByChance)
        )
      ], panels: [upper(reliability), lower])
  }

  private func upper(_ reliability: Reliability) -> Panel {
    var panel = Panel(
      top: 100, height: 300, x: Axis("", 0...1, step: 0.2, digits: 1),
      y: Axis("share that has the mass, %", 0...100, step: 20))
    panel.guide((0, 0), (1, 100))
    for bin in reliability.bins {
      let share = 100 * Double(bin.happened) / Double(bin.count)
      let interval = bin.share.interval
      panel.range(
        bin.probability, (100 * interval.lowerBound)...(100 * interval.upperBound), .first)
      panel.dot(
        bin.probability, share, .first, radius: 4.5,
        meaning: "\(bin.happened) of \(bin.count) at p = "
          + FigureUnit.plain.text(bin.probability))
    }
    return panel
  }

  private var lower: Panel {
    var counts = [Int](repeating: 0, count: Self.bars)
    for forecast in forecasts {
      counts[min(Self.bars - 1, Int(forecast.probability * Double(Self.bars)))] += 1
    }
    let most = Double(counts.max() ?? 1)
    let step = Axis.step(for: most, atMost: 3)
    var panel = Panel(
      top: 440, height: 90, x: Axis("probability of the claim", 0...1, step: 0.2, digits: 1),
      y: Axis("collections", 0...(step * (most / step).rounded(.up)), step: step))
    for (index, count) in counts.enumerated() where count > 0 {
      let low = Double(index) / Double(Self.bars)
      panel.block(
        low...(low + 1 / Double(Self.bars)), 0...Double(count), .neutral, inset: 1,
        meaning: "\(count)")
    }
    return panel
  }
}
