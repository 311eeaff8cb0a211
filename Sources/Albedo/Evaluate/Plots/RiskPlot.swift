/// Risk against coverage, plan by plan, and where the verdicts themselves stand.
struct RiskPlot {
  private let curves: [RiskCurve]

  init(_ curves: [RiskCurve]) { self.curves = curves }

  /// The plot; nil of no curves.
  var plot: Plot? {
    if curves.isEmpty { return nil }
    let worst = curves.flatMap { $0.curve.points.map(\.risk) + [$0.wrong.value ?? 0] }.max() ?? 0
    let step = Axis.step(for: max(0.5, 100 * worst), atMost: 6)
    let top = step * (max(0.5, 100 * worst) / step).rounded(.up)
    var panel = Panel(
      top: 100, height: 300, x: Axis("share that is decided, %", 0...100, step: 20),
      y: Axis("wrong among those, %", 0...top, step: step, digits: 1))
    let colors: [PlotColor] = [.first, .second]
    for (curve, color) in zip(curves, colors) {
      let points = curve.curve.points.map { (100 * $0.coverage, 100 * $0.risk) }
      panel.path([(0, points[0].1)] + points, color)
      if let decided = curve.decided.value, let wrong = curve.wrong.value {
        panel.dot(
          100 * decided, 100 * wrong, color, radius: 6,
          meaning: "\(curve.plan.rawValue): \(curve.wrong.successes) of "
            + "\(curve.decided.successes) decided verdicts are wrong")
      }
    }
    return Plot(
      "risk-coverage.svg", title: "Wrong answers against the share that is answered",
      subtitle: "Surest first, by the probability of the claim. Dots: what the verdicts decide.",
      height: 460,
      legend: zip(curves, colors).map {
        (
          $1,
          "plan \($0.plan.rawValue), n = \($0.count), area \($0.areaText)"
        )
      }, panels: [panel])
  }
}
