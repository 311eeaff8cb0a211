/// Fills that were measured against true ones.
struct FillPlot {
  private let lines: [EvaluationLine]
  /// More bars than this hide each other.
  private static let most = 300

  init(_ lines: [EvaluationLine]) { self.lines = lines }

  /// The plot; nil where nothing was measured.
  var plot: Plot? {
    let measured = lines.compactMap { line in line.verdict.fill.map { (line: line, fill: $0) } }
    guard !measured.isEmpty else { return nil }
    let stride = (measured.count + Self.most - 1) / Self.most
    let shown = measured.indices.filter { $0 % stride == 0 }.map { measured[$0] }
    var panel = Panel(
      top: 100, height: 420, x: Axis("true fill, % of the capacity", 0...100, step: 20),
      y: Axis("measured fill, % of the capacity", 0...120, step: 20))
    panel.guide((0, 0), (100, 100))
    for (line, fill) in shown {
      let color: PlotColor = line.truth.cameras >= 2 ? .first : .second
      panel.range(
        100 * line.truth.fill, (100 * fill.low)...(100 * fill.high), color, opacity: 0.4)
    }
    for (line, fill) in shown {
      panel.dot(
        100 * line.truth.fill, 100 * fill.value, line.truth.cameras >= 2 ? .first : .second,
        radius: 2.6, opacity: 0.9, meaning: "\(line.sweep.name) \(line.number)")
    }
    let part = stride == 1 ? "all" : "each \(Self.ordinal(stride))"
    return Plot(
      "fill.svg", title: "Measured against true fill",
      subtitle: "Plan fills: \(part) of \(measured.count) measured collections, with intervals of "
        + "90 %; \(lines.count - measured.count) were not measured.",
      height: 580, legend: [(.first, "two views"), (.second, "one view")], panels: [panel])
  }

  private static func ordinal(_ number: Int) -> String {
    switch number {
    case 2: "second"
    case 3: "third"
    default: "\(number)th"
    }
  }
}
