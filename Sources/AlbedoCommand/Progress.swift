import Albedo

/// How far the work is: a bar on a terminal, a line every few seconds elsewhere.
struct Progress {
  private let total: Int
  private let unit: String
  private let clock = ContinuousClock()
  private let started: ContinuousClock.Instant
  private var lastLine: ContinuousClock.Instant
  private var done = 0
  private var isShown = false

  init(total: Int, unit: String) {
    self.total = total
    self.unit = unit
    started = clock.now
    lastLine = started
    draw()
  }

  /// One more item is done.
  mutating func step() {
    done += 1
    if Terminal.isInteractive {
      draw()
    } else if clock.now - lastLine > .seconds(5) {
      lastLine = clock.now
      Terminal.say("\(done) of \(total) \(unit)s, \(remaining)")
    }
  }

  /// Takes the bar away, so that a line can be printed.
  mutating func clear() {
    guard isShown else { return }
    Terminal.write("\r\u{1B}[K")
    isShown = false
  }

  private mutating func draw() {
    guard Terminal.isInteractive, total > 1 else { return }
    let width = 30
    let filled = done * width / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    Terminal.write("\r\(bar) \(done)/\(total) \(unit)s \(remaining)")
    isShown = true
  }

  private var remaining: String {
    guard done > 0 else { return "" }
    let spent = (clock.now - started).milliseconds / 1000
    let left = spent / Double(done) * Double(total - done)
    return "\(Int(left.rounded(.up))) s left"
  }
}
