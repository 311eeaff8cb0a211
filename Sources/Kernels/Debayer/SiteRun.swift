import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Runs a graph over a window of a mosaic, row by row from the top.
///
/// Every step is as many rows ahead of the row that leaves as the steps behind it ask for; so each
/// row of each signal is computed once and kept in a ring for as long as somebody looks at it.
///
/// Beyond the edge of the picture the mosaic is mirrored about the edge pixel. What follows from a
/// mirrored mosaic is mirrored as well: each row goes on beside the picture with a copy of its own
/// sites, and a row above or below the picture is the row that it mirrors.
@safe final class SiteRun {
  /// Numbers before the first site and behind the last that a kernel may look at.
  private static let margin = 16
  /// Numbers behind the margin that a whole register may reach.
  private static let slack = 16

  private let steps: [SiteGraph.Step]
  private let schedule: SiteGraph.Schedule
  private let kinds: [SiteKind]
  private let pattern: BayerPattern
  private let width: Int
  private let height: Int
  private let memory: PlaneBuilder<Float>
  /// For each signal, its first row in the memory.
  private let places: [Int]
  /// For each parity of columns, which site stands 1, 2, … before the first one.
  private let before: [[Int]]
  /// The same behind the last one.
  private let behind: [[Int]]
  private let part:
    @Sendable (
      UnsafePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, Int
    ) -> Void
  private let inputs: UnsafeMutablePointer<UnsafePointer<Float>>
  private let outputs: UnsafeMutablePointer<UnsafeMutablePointer<Float>>

  /// - Parameters:
  ///   - graph: what to compute.
  ///   - leaving: the signals whose rows leave.
  ///   - pattern: which colour stands where.
  ///   - size: of the whole picture, 2 or more both ways.
  ///   - isa: the instruction set.
  init(
    _ graph: SiteGraph, leaving: [SiteGraph.Signal], pattern: BayerPattern, size: Size,
    isa: InstructionSet
  ) {
    precondition(size.width >= 2 && size.height >= 2, "every row and column has two colours")
    steps = graph.steps
    let schedule = graph.schedule(for: leaving)
    self.schedule = schedule
    kinds = graph.signals.map(\.kind)
    self.pattern = pattern
    (width, height) = (size.width, size.height)
    var places: [Int] = []
    var rows = 0
    for depth in schedule.depth {
      places.append(rows)
      rows += depth
    }
    self.places = places
    let sites = (size.width + 1) / 2
    memory = PlaneBuilder(size: Size(sites + 2 * Self.margin + Self.slack, rows))
    func mirrored(_ place: Int, parity: Int) -> Int {
      ((Border.reflect101.source(of: 2 * place + parity, count: size.width) ?? 0) - parity) / 2
    }
    before = [0, 1].map { parity in (1...Self.margin).map { mirrored(-$0, parity: parity) } }
    behind = [0, 1].map { parity in
      let count = (size.width - parity + 1) / 2
      return (0..<Self.margin).map { mirrored(count + $0, parity: parity) }
    }
    unsafe part = isa.select(
      KernelsBaseline.partedRow, KernelsAVX2.partedRow, KernelsAVX512.partedRow)
    let mostInputs = graph.steps.map(\.taps.count).max() ?? 0
    let mostOutputs = graph.steps.map(\.outputs.count).max() ?? 0
    unsafe inputs = .allocate(capacity: max(1, mostInputs))
    unsafe outputs = .allocate(capacity: max(1, mostOutputs))
  }

  deinit {
    unsafe inputs.deallocate()
    unsafe outputs.deallocate()
  }

  /// The parity of the columns of a row's own colour.
  func ownParity(_ y: Int) -> Int {
    (y ^ pattern.redY) & 1 == 0 ? pattern.redX : pattern.redX ^ 1
  }

  /// A row of a signal that is kept.
  func row(_ signal: Int, _ y: Int) -> UnsafeMutablePointer<Float> {
    let slot = places[signal] + y % schedule.depth[signal]
    return unsafe memory.base + slot * memory.stride + Self.margin
  }

  /// Computes the wanted rows.
  ///
  /// - Parameters:
  ///   - mosaic: the rows that the window holds.
  ///   - window: which rows are wanted.
  ///   - leave: takes a row when the signals that leave are there.
  func run(_ mosaic: Plane<Float>, _ window: RowWindow, _ leave: (SiteRun, Int) -> Void) {
    let reach = schedule.reach
    precondition(window.covers(halo: schedule.halo), "rows within reach are held")
    let wanted = window.wanted
    let begins = schedule.above.map { max(0, wanted.lowerBound - $0) }
    let mosaicBegins = max(0, wanted.lowerBound - reach.above)
    var now = mosaicBegins - reach.ahead
    for (index, begin) in begins.enumerated() { now = min(now, begin - schedule.ahead[index]) }
    while now < wanted.upperBound {
      let newest = now + reach.ahead
      if newest >= mosaicBegins && newest < height {
        bringIn(mosaic, newest, at: newest - window.held.lowerBound)
      }
      for index in steps.indices {
        let y = now + schedule.ahead[index]
        if y >= begins[index] && y < height { compute(index, y) }
      }
      if now >= wanted.lowerBound { leave(self, now) }
      now += 1
    }
  }

  private func bringIn(_ mosaic: Plane<Float>, _ y: Int, at held: Int) {
    let parity = ownParity(y)
    let (own, green) = unsafe (row(0, y), row(1, y))
    let source = unsafe mosaic.base + held * mosaic.stride
    unsafe part(source, parity == 0 ? own : green, parity == 0 ? green : own, width)
    unsafe mirror(own, parity: parity)
    unsafe mirror(green, parity: parity ^ 1)
  }

  private func compute(_ index: Int, _ y: Int) {
    let step = steps[index]
    let parity = step.kind.parity(ownParity: ownParity(y))
    for (place, tap) in step.taps.enumerated() {
      let at = Border.reflect101.source(of: y + tap.row, count: height) ?? 0
      let beside = tap.signal.kind.parity(ownParity: ownParity(at)) != parity
      unsafe inputs[place] = UnsafePointer(row(tap.signal.index, at)) + (beside ? parity : 0)
    }
    for (place, signal) in step.outputs.enumerated() {
      unsafe outputs[place] = row(signal, y)
    }
    let count = (width - parity + 1) / 2
    unsafe step.settings.withUnsafeBufferPointer { settings in
      guard let settings = settings.baseAddress else { return }
      unsafe step.kernel.function(inputs, outputs, settings, count)
    }
    for place in step.outputs.indices { unsafe mirror(outputs[place], parity: parity) }
  }

  /// Continues a row beyond both edges.
  private func mirror(_ row: UnsafeMutablePointer<Float>, parity: Int) {
    let count = (width - parity + 1) / 2
    for place in 0..<Self.margin {
      unsafe row[-1 - place] = row[before[parity][place]]
      unsafe row[count + place] = row[behind[parity][place]]
    }
  }
}
