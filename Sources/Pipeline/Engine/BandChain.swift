import Diagnostics
import Raster
import Synchronization

/// Band stages that run after each other, row band by row band, without whole frames between them.
struct BandChain {
  /// The stages, in the order of the data flow, with their places in the plan.
  let links: [(node: Int, stage: any BandStage)]

  /// Runs the chain over a whole input.
  ///
  /// - Parameters:
  ///   - input: the frame that the first stage gets.
  ///   - engine: whole frames one stage after the other, or bands.
  ///   - clock: takes the time of each stage, summed over threads.
  /// - Returns: the whole output of the last stage.
  /// - Throws: a failure of the stage whose input cannot be used.
  func run(
    on input: any AnyFrame, engine: Engine, clock: StageClock
  ) throws(Failure) -> any AnyFrame {
    let works = try works(for: input, engine: engine, clock)
    let size = works[works.count - 1].work.outputSize
    switch engine {
    case .plain:
      return band(works, input, rows: 0..<size.height, clock)
    case .banded(let threads, let asked):
      let bandHeight = asked ?? Self.height(of: works, rows: size.height, threads: threads)
      let count = max(1, (size.height + bandHeight - 1) / bandHeight)
      let bands = concurrentMap(count: count, threads: threads) {
        [works, height = size.height] index in
        let rows = (index * bandHeight)..<min(height, (index + 1) * bandHeight)
        return band(works, input, rows: rows, clock)
      }
      return bands[0].joined(with: Array(bands.dropFirst()))
    }
  }

  /// What is done one after the other, and for which stage of the plan it counts.
  private func works(
    for input: any AnyFrame, engine: Engine, _ clock: StageClock
  ) throws(Failure) -> [(node: Int, work: BandWork)] {
    var works: [(node: Int, work: BandWork)] = []
    var size = input.size
    var position = 0
    while position < links.count {
      let (node, stage) = links[position]
      let started = clock.now
      var whole: (any AnyFrame)?
      if case .reduction = stage.reach {
        precondition(position == 0, "a reduction begins a chain")
        whole = input
      }
      let followers = links[(position + 1)...].map(\.stage)
      if engine != .plain, let stage = stage as? any FusingStage,
        let fused = try stage.fusedWork(with: followers, size: size)
      {
        position += fused.followers
        works.append((node, fused.work))
      } else {
        works.append((node, try stage.work(size: size, whole: whole)))
      }
      clock.add(since: started, to: node)
      size = works[works.count - 1].work.outputSize
      position += 1
    }
    return works
  }

  /// A height for bands, where none is asked for.
  ///
  /// 32 rows of an HD frame stay in the second-level cache: 737 KB as three float planes. Where a
  /// chain looks far, so that most of what a band computes would be for its neighbours, bands are
  /// eight times as high as it looks, or as high as they can be with work for every thread.
  /// Work that goes row by row by itself gets a band for each thread.
  private static func height(
    of works: [(node: Int, work: BandWork)], rows: Int, threads: Int
  ) -> Int {
    let middle = rows / 2..<min(rows, rows / 2 + 1)
    let needed = BandWork.rowsNeeded(by: works.map(\.work), for: middle)
    let beside = needed[0].count - middle.count
    let shared = (rows + threads - 1) / max(1, threads)
    if works.count == 1 && works[0].work.isRowByRow { return max(1, shared) }
    return max(1, max(min(32, rows), min(8 * beside, shared)))
  }

  /// The rows asked for of the last stage's output, from the rows that each stage needs.
  private func band(
    _ works: [(node: Int, work: BandWork)], _ input: any AnyFrame, rows: Range<Int>,
    _ clock: StageClock
  ) -> any AnyFrame {
    let needed = BandWork.rowsNeeded(by: works.map(\.work), for: rows)
    var band: any AnyFrame = input.band(needed[0])
    for (index, step) in works.enumerated() {
      let started = clock.now
      band = step.work.process(band, needed[index + 1])
      clock.add(since: started, to: step.node)
    }
    return band
  }
}

/// How long each stage worked, summed over threads.
final class StageClock: Sendable {
  private let clock = ContinuousClock()
  private let durations: Mutex<[Duration]>

  init(stages: Int) {
    durations = Mutex(Array(repeating: .zero, count: stages))
  }

  var now: ContinuousClock.Instant { clock.now }

  func add(since start: ContinuousClock.Instant, to node: Int) {
    let spent = clock.now - start
    durations.withLock { $0[node] += spent }
  }

  func duration(of node: Int) -> Duration {
    durations.withLock { $0[node] }
  }
}
