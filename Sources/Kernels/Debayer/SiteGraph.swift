import Raster

/// Which sites of a row have a number: those of its own colour, red or blue, or those of green.
enum SiteKind {
  case own, green

  /// The sites between.
  var other: SiteKind { self == .own ? .green : .own }

  /// The parity of the columns of these sites in a row.
  func parity(ownParity: Int) -> Int { self == .own ? ownParity : ownParity ^ 1 }
}

/// One value for the sites of each kind.
struct BothKinds<Value> {
  let own: Value
  let green: Value

  init(own: Value, green: Value) {
    self.own = own
    self.green = green
  }

  init(_ value: (SiteKind) -> Value) {
    self.init(own: value(.own), green: value(.green))
  }

  subscript(kind: SiteKind) -> Value { kind == .own ? own : green }
}

/// Computes a row of some signals from rows of others; see `partedRow` for the form.
@safe struct SiteKernel: Sendable {
  typealias Function =
    @Sendable (
      UnsafePointer<UnsafePointer<Float>>, UnsafePointer<UnsafeMutablePointer<Float>>,
      UnsafePointer<Float>, Int
    ) -> Void

  let function: Function
}

/// A debayer method as a list of steps, each of which makes rows of numbers at sites.
///
///     mosaic ─┬─ own ───┬─ step ── signal ──┬─ step ── …
///             └─ green ─┘                   └─ step ── …
///
/// A step says which rows of which signals it looks at. How many rows have to be kept of each, how
/// far the whole method reaches, and which row is computed when, follows from that, so that a
/// method is its formulas and nothing else. ``SiteRun`` runs it.
struct SiteGraph {
  /// A number at each site of one kind, row by row.
  struct Signal {
    let index: Int
    let kind: SiteKind

    /// Rows of the signal, as distances from the row that is computed.
    func rows(_ distances: Int...) -> [Tap] { rows(distances) }

    /// Rows of the signal, as distances from the row that is computed.
    func rows(_ distances: [Int]) -> [Tap] { distances.map { Tap(signal: self, row: $0) } }
  }

  /// A row of a signal that a step looks at.
  struct Tap {
    let signal: Signal
    /// Its distance from the row that is computed.
    let row: Int
  }

  struct Step {
    let kernel: SiteKernel
    let kind: SiteKind
    let taps: [Tap]
    let outputs: [Int]
    let settings: [Float]
  }

  /// The colours of a row, at the sites of both kinds.
  struct Colors {
    /// The row's own colour: red in rows of red, blue in those of blue.
    let own: BothKinds<Signal>
    let green: BothKinds<Signal>
    /// The other of red and blue.
    let other: BothKinds<Signal>

    var signals: [Signal] {
      [own.own, own.green, green.own, green.green, other.own, other.green]
    }
  }

  private(set) var steps: [Step] = []
  private(set) var signals: [Signal] = []
  /// The mosaic itself.
  let own: Signal
  let green: Signal

  init() {
    own = Signal(index: 0, kind: .own)
    green = Signal(index: 1, kind: .green)
    signals = [own, green]
  }

  /// The sites of the mosaic of one kind.
  func mosaic(_ kind: SiteKind) -> Signal { kind == .own ? own : green }

  /// Adds a step.
  ///
  /// - Parameters:
  ///   - kind: the sites that it computes.
  ///   - outputs: how many signals it makes.
  ///   - settings: numbers for the kernel.
  ///   - kernel: what it does.
  ///   - taps: what it looks at, in the order that the kernel asks for.
  /// - Returns: the new signals.
  mutating func add(
    at kind: SiteKind, outputs: Int = 1, settings: [Float] = [0],
    _ kernel: SiteKernel, _ taps: [Tap]...
  ) -> [Signal] {
    let made = (0..<outputs).map { Signal(index: signals.count + $0, kind: kind) }
    signals += made
    steps.append(
      Step(
        kernel: kernel, kind: kind, taps: taps.flatMap { $0 }, outputs: made.map(\.index),
        settings: settings))
    return made
  }
}

extension SiteGraph {
  /// When the rows of a graph are computed, and how many are kept.
  struct Schedule {
    /// For each step, how many rows it is ahead of the row that leaves.
    let ahead: [Int]
    /// For each step, how far above the first row that leaves it begins.
    let above: [Int]
    /// For each signal, how many rows are kept.
    let depth: [Int]
    /// The same two of the mosaic.
    let reach: (ahead: Int, above: Int)

    /// Rows above and below a row that it depends on.
    var halo: Int { max(reach.ahead, reach.above) }
  }

  /// Works backwards from the rows that leave.
  ///
  /// - Parameter leaving: the signals whose rows leave.
  /// - Returns: when what is computed.
  func schedule(for leaving: [Signal]) -> Schedule {
    // Relative to the row that leaves: the newest and the oldest row that somebody looks at, and
    // how far above it the first one lies.
    var newest = Array(repeating: Int.min, count: signals.count)
    var oldest = Array(repeating: Int.max, count: signals.count)
    var first = Array(repeating: 0, count: signals.count)
    func look(at signal: Signal, row: Int, above: Int) {
      newest[signal.index] = max(newest[signal.index], row)
      oldest[signal.index] = min(oldest[signal.index], row)
      first[signal.index] = max(first[signal.index], above)
    }
    for signal in leaving { look(at: signal, row: 0, above: 0) }
    var ahead = Array(repeating: 0, count: steps.count)
    var above = Array(repeating: 0, count: steps.count)
    for (index, step) in steps.enumerated().reversed() {
      ahead[index] = max(step.outputs.map { newest[$0] }.max() ?? 0, 0)
      above[index] = step.outputs.map { first[$0] }.max() ?? 0
      for output in step.outputs {
        oldest[output] = min(oldest[output], ahead[index])
        newest[output] = ahead[index]
      }
      for tap in step.taps {
        look(at: tap.signal, row: ahead[index] + tap.row, above: above[index] - tap.row)
      }
    }
    // Both kinds of sites of a mosaic's row come at once.
    let reach = (ahead: max(newest[0], newest[1]), above: max(first[0], first[1]))
    (newest[0], newest[1]) = (reach.ahead, reach.ahead)
    return Schedule(
      ahead: ahead, above: above, depth: signals.indices.map { newest[$0] - oldest[$0] + 1 },
      reach: reach)
  }
}
