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
  /// Sites before the first one and behind the last that a kernel may look at.
  static let margin = 4
  /// Numbers before the first site, and behind the last, that belong to a row.
  private static let room = 16

  /// Rows that the directory has room for, a power of two.
  private static let remembered = 64

  /// Where the next row of a signal goes.
  @unsafe private struct Ring {
    let start: UnsafeMutablePointer<Float>
    let depth: Int
    var slot = -1
  }

  /// A row that a step looks at.
  private struct FlatTap {
    let signal: Int
    let row: Int
    /// All ones where its sites stand in the columns between, else 0.
    let beside: Int
  }

  /// A step, flat in memory: the numbers of its taps and outputs are slices of common lists.
  private struct FlatStep {
    let kernel: SiteKernel
    let kind: SiteKind
    let taps: Range<Int>
    let outputs: Range<Int>
    let settings: Int
    let ahead: Int
    let above: Int
  }

  private let schedule: SiteGraph.Schedule
  private let pattern: BayerPattern
  private let width: Int
  private let height: Int
  private let memory: PlaneBuilder<Float>
  private let stride: Int
  private let part:
    @Sendable (
      UnsafePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, Int
    ) -> Void

  private let steps: FlatList<FlatStep>
  private let taps: FlatList<FlatTap>
  private let outputs: FlatList<Int>
  private let settings: FlatList<Float>
  private let rings: FlatList<Ring>
  /// For each signal, where its latest rows are, by the last digits of their number.
  private let directory: FlatList<UnsafeMutablePointer<Float>>
  private let inputRows: FlatList<UnsafePointer<Float>>
  private let outputRows: FlatList<UnsafeMutablePointer<Float>>

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
    let schedule = graph.schedule(for: leaving)
    self.schedule = schedule
    self.pattern = pattern
    (width, height) = (size.width, size.height)
    unsafe part = isa.select(
      KernelsBaseline.partedRow, KernelsAVX2.partedRow, KernelsAVX512.partedRow)

    let rows = schedule.depth.reduce(0, +)
    memory = PlaneBuilder(size: Size((size.width + 1) / 2 + 3 * Self.room, rows))
    stride = memory.stride
    var place = unsafe memory.base + Self.room
    var rings: [Ring] = unsafe []
    for depth in schedule.depth {
      unsafe rings.append(Ring(start: place, depth: depth))
      unsafe place += depth * memory.stride
    }
    unsafe self.rings = FlatList(rings)
    precondition(schedule.depth.allSatisfy { $0 <= Self.remembered }, "rows that can be remembered")
    unsafe directory = FlatList(Array(repeating: place, count: rings.count * Self.remembered))

    var flat: [FlatStep] = []
    var taps: [FlatTap] = []
    var outputs: [Int] = []
    var settings: [Float] = []
    for (index, step) in graph.steps.enumerated() {
      flat.append(
        FlatStep(
          kernel: step.kernel, kind: step.kind, taps: taps.count..<taps.count + step.taps.count,
          outputs: outputs.count..<outputs.count + step.outputs.count, settings: settings.count,
          ahead: schedule.ahead[index], above: schedule.above[index]))
      taps += step.taps.map { tap in
        // The columns of own and green sites change places from row to row.
        let isBeside = (tap.signal.kind != step.kind) != (tap.row & 1 == 1)
        return FlatTap(signal: tap.signal.index, row: tap.row, beside: isBeside ? -1 : 0)
      }
      outputs += step.outputs
      settings += step.settings
    }
    steps = FlatList(flat)
    self.taps = FlatList(taps)
    self.outputs = FlatList(outputs)
    self.settings = FlatList(settings)
    let mostTaps = graph.steps.map(\.taps.count).max() ?? 0
    let mostOutputs = graph.steps.map(\.outputs.count).max() ?? 0
    unsafe inputRows = FlatList(Array(repeating: UnsafePointer(place), count: mostTaps))
    unsafe outputRows = FlatList(Array(repeating: place, count: mostOutputs))
  }

  /// A row of a signal, while it is kept.
  func row(_ signal: SiteGraph.Signal, _ y: Int) -> UnsafeMutablePointer<Float> {
    unsafe kept(signal.index, y)
  }

  /// Computes the wanted rows.
  ///
  /// - Parameters:
  ///   - mosaic: the rows that the window holds.
  ///   - window: which rows are wanted.
  ///   - leave: takes a row when the signals that leave are there.
  func run(_ mosaic: Plane<Float>, _ window: RowWindow, _ leave: (Int) -> Void) {
    precondition(mosaic.width == width && window.height == height, "the picture that was said")
    precondition(window.covers(halo: schedule.halo), "rows within reach are held")
    let wanted = window.wanted
    let (ahead, above) = schedule.reach
    let first = max(0, wanted.lowerBound - above)
    for now in first - ahead..<wanted.upperBound {
      let newest = now + ahead
      if newest < height { bringIn(mosaic, newest, held: newest - window.held.lowerBound) }
      for index in 0..<steps.count {
        let step = unsafe steps.base + index
        let y = unsafe now + step.pointee.ahead
        let begin = unsafe max(0, wanted.lowerBound - step.pointee.above)
        if y >= begin && y < height { unsafe compute(step, y) }
      }
      if now >= wanted.lowerBound { leave(now) }
    }
  }

  private func bringIn(_ mosaic: Plane<Float>, _ y: Int, held: Int) {
    let parity = pattern.ownParity(row: y)
    let (own, green) = unsafe (made(0, y), made(1, y))
    let source = unsafe mosaic.base + held * mosaic.stride
    unsafe part(source, parity == 0 ? own : green, parity == 0 ? green : own, width)
    unsafe mirror(own, parity)
    unsafe mirror(green, parity ^ 1)
  }

  private func compute(_ step: UnsafePointer<FlatStep>, _ y: Int) {
    let parity = unsafe step.pointee.kind.parity(ownParity: pattern.ownParity(row: y))
    let taps = unsafe step.pointee.taps
    var tap = unsafe self.taps.base + taps.lowerBound
    for place in 0..<taps.count {
      var at = unsafe y &+ tap.pointee.row
      if at < 0 || at >= height {
        at = Border.reflect101.source(of: at, count: height) ?? 0
      }
      let row = unsafe kept(tap.pointee.signal, at) + (tap.pointee.beside & parity)
      unsafe inputRows.base[place] = UnsafePointer(row)
      unsafe tap += 1
    }
    let outputs = unsafe step.pointee.outputs
    for place in 0..<outputs.count {
      unsafe outputRows.base[place] = made(self.outputs.base[outputs.lowerBound + place], y)
    }
    let settings = unsafe self.settings.base + step.pointee.settings
    unsafe step.pointee.kernel.function(
      inputRows.base, outputRows.base, settings, (width - parity + 1) / 2)
    for place in 0..<outputs.count { unsafe mirror(outputRows.base[place], parity) }
  }

  /// Where a new row of a signal goes.
  private func made(_ signal: Int, _ y: Int) -> UnsafeMutablePointer<Float> {
    let ring = unsafe rings.base + signal
    unsafe ring.pointee.slot += 1
    if unsafe ring.pointee.slot == ring.pointee.depth { unsafe ring.pointee.slot = 0 }
    let row = unsafe ring.pointee.start + ring.pointee.slot * stride
    unsafe directory.base[signal &* Self.remembered &+ y & (Self.remembered &- 1)] = row
    return unsafe row
  }

  private func kept(_ signal: Int, _ y: Int) -> UnsafeMutablePointer<Float> {
    unsafe directory.base[signal &* Self.remembered &+ y & (Self.remembered &- 1)]
  }

  /// Continues a row beyond both edges.
  private func mirror(_ row: UnsafeMutablePointer<Float>, _ parity: Int) {
    let count = (width - parity + 1) / 2
    if count > Self.margin {
      // The mirrored columns are −x and 2 (width − 1) − x.
      let last = width - 1 - parity
      for step in 1...Self.margin {
        unsafe row[-step] = row[step - parity]
        unsafe row[count - 1 + step] = row[last - (count - 1 + step)]
      }
      return
    }
    for step in 1...Self.margin {
      for place in [-step, count - 1 + step] {
        let column = Border.reflect101.source(of: 2 * place + parity, count: width) ?? 0
        unsafe row[place] = row[(column - parity) / 2]
      }
    }
  }
}

/// A list whose elements are read and written without a check.
@safe private final class FlatList<Element> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    unsafe base = .allocate(capacity: max(1, elements.count))
    unsafe base.initialize(from: elements, count: elements.count)
  }

  deinit {
    unsafe base.deinitialize(count: count)
    unsafe base.deallocate()
  }
}
