/// How verdicts fall out against the true mass.
struct OutcomePlot {
  private let lines: [EvaluationLine]
  /// Grams of a bar.
  private static let step = 10.0
  /// Bars beside that of those where nothing was collected; the last one has no end.
  private static let bars = 16

  init(_ lines: [EvaluationLine]) { self.lines = lines }

  /// The plot; nil of no collections.
  var plot: Plot? {
    if lines.isEmpty { return nil }
    // The first bar is of those where nothing was collected; it stands left of zero.
    let first = -1.5 * Self.step
    let end = Double(Self.bars) * Self.step
    let masses = (0..<Self.bars / 2).map { Double(2 * $0) * Self.step }
    let rest = (value: end - Self.step / 2, text: "\(Int(end - Self.step)) +")
    var panel = Panel(
      top: 100, height: 300,
      x: Axis(
        "mass that was collected, g", first...end,
        ticks: [(first + Self.step / 2, "none")] + masses.map { ($0, "\(Int($0))") } + [rest]),
      y: Axis("share of verdicts, %", 0...100, step: 20))
    add(lines.filter(\.isEmpty), first...(first + Self.step), "none", to: &panel)
    let some = lines.filter { !$0.isEmpty }
    for bar in 0..<Self.bars {
      let (low, high) = (Double(bar) * Self.step, Double(bar + 1) * Self.step)
      let isLast = bar + 1 == Self.bars
      let inside = some.filter { $0.truth.mass >= low && ($0.truth.mass < high || isLast) }
      add(inside, low...high, "\(Int(low))–\(isLast ? "" : "\(Int(high))") g", to: &panel)
    }
    panel.guide((EvaluationLine.threshold, 0), (EvaluationLine.threshold, 100))
    return Plot(
      "confirmed-share.svg", title: "Verdicts against what was collected",
      subtitle: "\(lines.count) collections; above each bar, of how many. The dashed line is the "
        + "mass that is claimed.",
      height: 460,
      legend: [(.first, "confirmed"), (.neutral, "inconclusive"), (.second, "absent")],
      panels: [panel])
  }

  private func add(
    _ lines: [EvaluationLine], _ masses: ClosedRange<Double>, _ name: String, to panel: inout Panel
  ) {
    guard !lines.isEmpty else { return }
    var low = 0.0
    let parts: [(EvaluationVerdict.Outcome, PlotColor)] = [
      (.confirmed, .first), (.inconclusive, .neutral), (.absent, .second),
    ]
    for (outcome, color) in parts {
      let count = lines.count { $0.verdict.outcome == outcome }
      guard count > 0 else { continue }
      let high = min(100, low + 100 * Double(count) / Double(lines.count))
      panel.block(
        masses, low...high, color, inset: 1.5,
        meaning: "\(name): \(count) of \(lines.count) \(outcome.rawValue)")
      low = high
    }
    panel.label("\(lines.count)", (masses.lowerBound + masses.upperBound) / 2, 100, dy: -6)
  }
}
