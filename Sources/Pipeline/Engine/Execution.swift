import Diagnostics
import Files
import Raster

/// Runs a plan over one item.
struct Execution {
  private let plan: Plan
  private let sources: [Int: Origin]
  let engine: Engine
  let provenance: @Sendable (Origin) -> Provenance
  let read: (Origin) throws(Failure) -> [UInt8]

  private var frames: HeldFrames
  private var origins = KnownOrigins()
  private var stages: [any Stage]
  private let clock: StageClock
  private var outcome = Outcome()

  init(
    _ work: ItemPlan, engine: Engine,
    provenance: @escaping @Sendable (Origin) -> Provenance,
    read: @escaping (Origin) throws(Failure) -> [UInt8]
  ) {
    plan = work.plan
    sources = work.origins
    self.engine = engine
    self.provenance = provenance
    self.read = read
    stages = plan.nodes.map(\.stage)
    frames = HeldFrames(of: plan)
    clock = StageClock(stages: plan.nodes.count)
  }

  mutating func run() throws(Failure) -> Outcome {
    var digests: [Int: [(port: String, digest: Digest)]] = [:]
    for index in plan.nodes.indices {
      let node = plan.nodes[index]
      do throws(Failure) {
        try run(index)
      } catch {
        throw error.within("stage \(node.label)")
      }
      if node.isCheckpoint {
        digests[index] = node.outputs.compactMap { output in
          frames[Plan.Source(node: index, port: output.name)].map { (output.name, $0.digest) }
        }
      }
      frames.dropUnused(behind: index)
    }
    outcome.stages = plan.nodes.indices.map { index in
      StageReport(
        id: plan.nodes[index].label, use: type(of: stages[index]).name, stage: stages[index],
        duration: clock.duration(of: index), digests: digests[index] ?? [])
    }
    return outcome
  }

  private mutating func run(_ index: Int) throws(Failure) {
    if let source = stages[index] as? any SourceStage {
      try bringIn(source, at: index)
      return
    }
    let node = plan.nodes[index]
    let before = origins.before(node)
    stages[index] = try stages[index].resolved(behind: before)
    origins.note(stages[index].described(behind: before), behind: index)
    switch stages[index] {
    case is any BandStage:
      if !isFused(index) { try runChain(endingAt: index) }
    case let stage as any FrameStage:
      let started = clock.now
      let results = try stage.process(frames.takeByPort(node), threads: engine.threads)
      clock.add(since: started, to: index)
      if stage is any ConcludingStage {
        outcome.conclusion = try (results["report"] as? Frame<Report>)?.json
      }
      frames.hold(results, behind: index)
    case let stage as any GatheringStage:
      let started = clock.now
      let results = try stage.process(frames.take(node), threads: engine.threads)
      clock.add(since: started, to: index)
      frames.hold(results, behind: index)
    case let sink as any SinkStage:
      guard let origin = before.first?.origin else { return }
      let started = clock.now
      let bytes = try sink.encode(frames.takeByPort(node), provenance: provenance(origin))
      clock.add(since: started, to: index)
      outcome.files.append(
        ProducedFile(stage: node.label, name: node.fileName(sink), bytes: bytes))
    default:
      preconditionFailure("\(type(of: stages[index]).name) is no kind of stage that can be run")
    }
  }

  private mutating func bringIn(_ source: any SourceStage, at index: Int) throws(Failure) {
    guard var origin = sources[index] else { return }
    let source = try source.resolved(for: origin)
    let bytes = try read(origin)
    let started = clock.now
    let decoded: Decoded
    do throws(Failure) {
      decoded = try source.decode(bytes, of: origin)
    } catch {
      throw error.within("frame \(origin.frameID)")
    }
    clock.add(since: started, to: index)
    origin.findings += decoded.findings
    stages[index] = source
    let defects = Defects.named.map { name, defect in
      (name: name, count: decoded.frame.validity.count(of: defect))
    }
    outcome.inputs.append(
      InputReport(
        origin: origin, digest: Digest(of: bytes), byteCount: bytes.count,
        warnings: decoded.warnings, defects: defects.filter { $0.count > 0 },
        lostRows: decoded.frame.validity.rows(all: .lost)))
    let port = plan.nodes[index].outputs[0].name
    origins.note([port: origin], behind: index)
    frames.hold([port: decoded.frame], behind: index)
  }

  /// Whether a band stage is computed only inside the chain of the stage that uses it.
  private func isFused(_ index: Int) -> Bool {
    guard case .banded = engine, !plan.nodes[index].isCheckpoint else { return false }
    let consumers = plan.consumers(of: index)
    guard consumers.count == 1, let next = stages[consumers[0]] as? any BandStage else {
      return false
    }
    if case .halo = next.reach { return true }
    return false
  }

  private mutating func runChain(endingAt index: Int) throws(Failure) {
    var links: [(node: Int, stage: any BandStage)] = []
    var at = index
    while let stage = stages[at] as? any BandStage {
      links.insert((node: at, stage: stage), at: 0)
      guard let wire = plan.nodes[at].inputs.first else { break }
      at = wire.source.node
      if !isFused(at) { break }
    }
    guard let input = frames.take(plan.nodes[links[0].node]).first else { return }
    let output = try BandChain(links: links).run(on: input, engine: engine, clock: clock)
    frames.hold([plan.nodes[index].outputs[0].name: output], behind: index)
  }
}
