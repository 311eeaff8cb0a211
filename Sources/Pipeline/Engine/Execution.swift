import Diagnostics
import Files
import Raster

/// A file that a sink made.
public struct ProducedFile: Sendable {
  /// The id of the sink stage.
  public var stage: String
  /// The name, without a folder.
  public var name: String
  /// The content.
  public var bytes: [UInt8]
}

/// What became of one item.
public struct Outcome: Sendable {
  /// The files, in the order of the plan.
  public var files: [ProducedFile] = []
  /// What each stage did.
  public var stages: [StageReport] = []
  /// The inputs that were read.
  public var inputs: [InputReport] = []
}

/// What one stage did to one item.
public struct StageReport: Sendable {
  /// The id of the stage.
  public var id: String
  /// Which stage it is.
  public var use: String
  /// The stage with everything that was left to the rig filled in.
  public var stage: any Stage
  /// Time spent in it, summed over threads.
  public var duration: Duration
  /// Digests of its outputs by port, where it is a checkpoint.
  public var digests: [(port: String, digest: Digest)]
}

/// An input file that was read.
public struct InputReport: Sendable {
  /// The frame.
  public var origin: Origin
  /// SHA-256 of the file.
  public var digest: Digest
  /// Bytes in the file.
  public var byteCount: Int
  /// What the decoder complained about.
  public var warnings: [String]
  /// Pixels that are no data, by reason, where there are any.
  public var defects: [(name: String, count: Int)]
  /// Rows of which nothing arrived.
  public var lostRows: [Range<Int>]
}

/// Runs a plan over one item.
struct Execution {
  let plan: Plan
  let item: Item
  let engine: Engine
  let provenance: @Sendable (Origin) -> Provenance
  let read: (Origin) throws(Failure) -> [UInt8]

  private var frames: [Plan.Source: any AnyFrame] = [:]
  private var origins: [Plan.Source: Origin] = [:]
  private var stages: [any Stage]
  private var remaining: [Int]
  private let clock: StageClock
  private var outcome = Outcome()

  init(
    plan: Plan, item: Item, engine: Engine,
    provenance: @escaping @Sendable (Origin) -> Provenance,
    read: @escaping (Origin) throws(Failure) -> [UInt8]
  ) {
    self.plan = plan
    self.item = item
    self.engine = engine
    self.provenance = provenance
    self.read = read
    stages = plan.nodes.map(\.stage)
    remaining = plan.nodes.indices.map { plan.consumers(of: $0).count }
    clock = StageClock(stages: plan.nodes.count)
  }

  mutating func run() throws(Failure) -> Outcome {
    var digests: [Int: [(port: String, digest: Digest)]] = [:]
    for index in plan.nodes.indices {
      let node = plan.nodes[index]
      do throws(Failure) {
        try run(index)
      } catch {
        throw error.within("stage \(node.id)")
      }
      if node.isCheckpoint {
        digests[index] = node.outputs.compactMap { output in
          frames[Plan.Source(node: index, port: output.name)].map { (output.name, $0.digest) }
        }
      }
    }
    outcome.stages = plan.nodes.indices.map { index in
      StageReport(
        id: plan.nodes[index].id, use: type(of: stages[index]).name, stage: stages[index],
        duration: clock.duration(of: index), digests: digests[index] ?? [])
    }
    return outcome
  }

  private mutating func run(_ index: Int) throws(Failure) {
    if let source = stages[index] as? any SourceStage {
      try bringIn(source, at: index)
      return
    }
    let before = plan.origins(before: index, among: origins)
    stages[index] = try stages[index].resolved(forEach: before)
    plan.note(stages[index].described(each: before), behind: index, in: &origins)
    switch stages[index] {
    case is any BandStage:
      if !isFused(index) { try runChain(endingAt: index) }
    case let stage as any FrameStage:
      let started = clock.now
      let frames = try stage.process(take(index), threads: engine.threads)
      clock.add(since: started, to: index)
      for (port, frame) in frames { self.frames[Plan.Source(node: index, port: port)] = frame }
    case let sink as any SinkStage:
      guard let origin = before.ofFirstPort else { return }
      let started = clock.now
      let bytes = try sink.encode(take(index), provenance: provenance(origin))
      clock.add(since: started, to: index)
      let id = plan.nodes[index].id
      outcome.files.append(
        ProducedFile(stage: id, name: "\(id).\(sink.fileEnding)", bytes: bytes))
    default:
      preconditionFailure("\(type(of: stages[index]).name) is no kind of stage that can be run")
    }
  }

  private mutating func bringIn(_ source: any SourceStage, at index: Int) throws(Failure) {
    var origin = try source.select(from: item)
    let bytes = try read(origin)
    let started = clock.now
    let decoded: Decoded
    do throws(Failure) {
      decoded = try source.resolved(for: origin).decode(bytes, of: origin)
    } catch {
      throw error.within("frame \(origin.frameID)")
    }
    clock.add(since: started, to: index)
    origin.findings += decoded.findings
    stages[index] = try source.resolved(for: origin)
    let defects = Defects.named.map { name, defect in
      (name: name, count: decoded.frame.validity.count(of: defect))
    }
    outcome.inputs.append(
      InputReport(
        origin: origin, digest: Digest(of: bytes), byteCount: bytes.count,
        warnings: decoded.warnings, defects: defects.filter { $0.count > 0 },
        lostRows: decoded.frame.validity.rows(all: .lost)))
    let port = Plan.Source(node: index, port: plan.nodes[index].outputs[0].name)
    origins[port] = origin
    frames[port] = decoded.frame
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
      guard let source = plan.nodes[at].inputs.values.first else { break }
      at = source.node
      if !isFused(at) { break }
    }
    guard let input = take(links[0].node).values.first else { return }
    let output = try BandChain(links: links).run(on: input, engine: engine, clock: clock)
    frames[Plan.Source(node: index, port: plan.nodes[index].outputs[0].name)] = output
  }

  /// The frames that a node needs; those that nobody else needs are let go.
  private mutating func take(_ index: Int) -> [String: any AnyFrame] {
    var taken: [String: any AnyFrame] = [:]
    for (port, source) in plan.nodes[index].inputs {
      taken[port] = frames[source]
    }
    for node in Set(plan.nodes[index].inputs.values.map(\.node)) {
      remaining[node] -= 1
      if remaining[node] == 0 {
        for output in plan.nodes[node].outputs {
          frames[Plan.Source(node: node, port: output.name)] = nil
        }
      }
    }
    return taken
  }
}
