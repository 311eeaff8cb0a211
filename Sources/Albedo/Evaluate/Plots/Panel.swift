/// One direction of a panel.
struct Axis {
  /// What lies along it, with its unit.
  let title: String
  /// What lies at its ends.
  let domain: ClosedRange<Double>
  /// Where it has lines of the grid, and what stands there.
  let ticks: [(value: Double, text: String)]

  /// An axis from its parts.
  init(_ title: String, _ domain: ClosedRange<Double>, ticks: [(value: Double, text: String)]) {
    (self.title, self.domain, self.ticks) = (title, domain, ticks)
  }

  /// An axis with numbers at whole steps from its beginning, with so many digits at most.
  init(_ title: String, _ domain: ClosedRange<Double>, step: Double, digits: Int = 0) {
    let count = Int(((domain.upperBound - domain.lowerBound) / step + 1e-9).rounded(.down))
    self.init(
      title, domain,
      ticks: (0...count).map {
        let value = domain.lowerBound + Double($0) * step
        return (value, ReportNumber.text(value, digits))
      })
  }

  /// Where a value lies, from 0 to 1; beyond the ends at the ends.
  func position(_ value: Double) -> Double {
    let clamped = min(max(value, domain.lowerBound), domain.upperBound)
    return (clamped - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
  }

  /// A step that parts a length into at most so many: 1, 2 or 5 times a power of ten.
  static func step(for length: Double, atMost count: Int) -> Double {
    var power = 1e-6
    while true {
      for factor in [1.0, 2, 5] where length <= factor * power * Double(count) {
        return factor * power
      }
      power *= 10
    }
  }
}

/// A part of a plot: two axes, and marks at places in their units.
struct Panel {
  private let left: Double
  private let top: Double
  private let width: Double
  private let height: Double
  private let x: Axis
  private let y: Axis
  private var marks: [(inout SVGText) -> Void] = []

  /// An empty panel; its rectangle, in pixels, is that between its axes.
  init(
    left: Double = 76, top: Double, width: Double = Plot.width - 100, height: Double,
    x: Axis, y: Axis
  ) {
    (self.left, self.top, self.width, self.height) = (left, top, width, height)
    (self.x, self.y) = (x, y)
  }

  private func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (left + width * self.x.position(x), top + height * (1 - self.y.position(y)))
  }

  /// A line through points.
  mutating func path(_ points: [(Double, Double)], _ color: PlotColor, width: Double = 2) {
    let places = points.map { place($0.0, $0.1) }
    marks.append { $0.path(places, color: color, width: width) }
  }

  /// A straight line that guides the eye.
  mutating func guide(_ a: (Double, Double), _ b: (Double, Double)) {
    let (start, end) = (place(a.0, a.1), place(b.0, b.1))
    marks.append { $0.line(start, end, color: .secondary, width: 1.2, isDashed: true) }
  }

  /// An upright bar between two values.
  mutating func range(
    _ x: Double, _ range: ClosedRange<Double>, _ color: PlotColor, opacity: Double = 1
  ) {
    let (low, high) = (place(x, range.lowerBound), place(x, range.upperBound))
    marks.append { $0.line(low, high, color: color, width: 1.2, opacity: opacity) }
  }

  /// A dot, and what it stands for.
  mutating func dot(
    _ x: Double, _ y: Double, _ color: PlotColor, radius: Double, opacity: Double = 1,
    meaning: String? = nil
  ) {
    let middle = place(x, y)
    marks.append {
      $0.dot(middle, radius: radius, color: color, opacity: opacity, meaning: meaning)
    }
  }

  /// A rectangle over a part of both axes, and what it stands for.
  mutating func block(
    _ xs: ClosedRange<Double>, _ ys: ClosedRange<Double>, _ color: PlotColor,
    inset: Double = 0, meaning: String? = nil
  ) {
    let (a, b) = (place(xs.lowerBound, ys.upperBound), place(xs.upperBound, ys.lowerBound))
    marks.append {
      $0.rectangle(
        x: a.x + inset, y: a.y, width: b.x - a.x - 2 * inset, height: b.y - a.y, fill: color,
        meaning: meaning)
    }
  }

  /// A short text at a place, moved by pixels.
  mutating func label(
    _ text: String, _ x: Double, _ y: Double, dx: Double = 0, dy: Double = 0,
    anchor: String = "middle"
  ) {
    let at = place(x, y)
    marks.append {
      $0.text(text, x: at.x + dx, y: at.y + dy, size: 11, color: .secondary, anchor: anchor)
    }
  }

  /// Grid, marks and axes.
  func draw(into svg: inout SVGText) {
    let bottom = top + height
    for tick in x.ticks {
      let at = left + width * x.position(tick.value)
      svg.line((at, top), (at, bottom), color: .grid)
      svg.text(
        tick.text, x: at, y: bottom + 18, size: 12, color: .secondary, anchor: "middle")
    }
    for tick in y.ticks {
      let at = top + height * (1 - y.position(tick.value))
      svg.line((left, at), (left + width, at), color: .grid)
      svg.text(tick.text, x: left - 8, y: at + 4, size: 12, color: .secondary, anchor: "end")
    }
    svg.line((left, top), (left, bottom), color: .text, width: 1.2)
    for mark in marks { mark(&svg) }
    svg.line((left, bottom), (left + width, bottom), color: .text, width: 1.2)
    svg.text(x.title, x: left + width / 2, y: bottom + 40, size: 13, anchor: "middle")
    svg.text(
      y.title, x: left - 48, y: top + height / 2, size: 13, anchor: "middle", isUpright: true)
  }
}
