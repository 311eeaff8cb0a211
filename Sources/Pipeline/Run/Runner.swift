import Diagnostics
import Downlink
import Files
import Settings

/// What became of one item of a run.
public struct ItemResult: Sendable {
  /// How it ended.
  public enum Status: Sendable {
    /// Everything was computed and written.
    case done
    /// Everything stood there already, made from the same inputs by the same stages.
    case cached
    /// It failed; nothing of it was written.
    case failed(Failure)
  }

  /// The item.
  public var item: Item
  /// How it ended.
  public var status: Status
  /// The folder of its outputs.
  public var folder: String
  /// What `run.json` says; nil where it failed.
  public var record: RunRecord?
  /// Findings that did not stop it.
  public var warnings: [Diagnostic]
  /// How long it took.
  public var duration: Duration
}

/// Runs a pipeline over the items of a downlink, one after the other.
public struct Runner: Sendable {
  private let plan: Plan
  private let downlink: DownlinkFolder
  private let engine: Engine
  private let output: String
  private let program: ProgramIdentity
  private let isFresh: Bool

  /// A runner.
  ///
  /// - Parameters:
  ///   - plan: the pipeline.
  ///   - downlink: the frames.
  ///   - output: the folder that the products go to.
  ///   - engine: how stages are run.
  ///   - program: what enters records and cache keys.
  ///   - isFresh: whether to compute again what stands there already.
  public init(
    plan: Plan, downlink: DownlinkFolder, output: String, engine: Engine,
    program: ProgramIdentity, isFresh: Bool = false
  ) {
    self.program = program
    self.plan = plan
    self.downlink = downlink
    self.output = output
    self.engine = engine
    self.isFresh = isFresh
  }

  /// The items there are.
  ///
  /// - Returns: at least one.
  /// - Throws: a failure when there is nothing to work on.
  public func items() throws(Failure) -> [Item] {
    try Item.items(of: downlink, over: plan.over)
  }

  /// The folder that an item's products go to.
  public func folder(of item: Item) -> String {
    Files.join(Files.join(output, item.group), item.id)
  }

  /// Runs one item; a failure is an answer like any other.
  public func run(_ item: Item) -> ItemResult {
    let clock = ContinuousClock()
    let started = clock.now
    let folder = folder(of: item)
    var result = ItemResult(
      item: item, status: .done, folder: folder, record: nil, warnings: [], duration: .zero)
    do throws(Failure) {
      try run(item, folder: folder, &result)
    } catch {
      result.status = .failed(error.within("\(plan.over.rawValue) \(item.id)"))
    }
    result.duration = clock.now - started
    return result
  }

  private func run(
    _ item: Item, folder: String, _ result: inout ItemResult
  ) throws(Failure) {
    let work = try ItemPlan(plan, for: item)
    let files = try readFiles(of: work)
    let key = try key(of: work, files)
    if !isFresh, let record = RunRecord(in: folder), record.isComplete(key: key, in: folder) {
      result.status = .cached
      result.record = record
      return
    }
    let digest = "\(plan.digest)"
    var execution = Execution(
      work, engine: engine,
      provenance: { origin in
        Provenance(
          frame: origin.frameID, pipeline: digest, isSimulated: origin.isSimulated,
          marks: origin.findings.map(\.mark))
      },
      read: { origin throws(Failure) in files[origin.frameID] ?? [] })
    let outcome = try execution.run()
    for file in outcome.files { try Files.write(file.bytes, to: Files.join(folder, file.name)) }
    let before = RunRecord(in: folder)
    let record = RunRecord(
      item: item, plan: plan, program: program, key: key, outcome: outcome)
    try Files.write(
      record.json.prettyText + "\n", to: Files.join(folder, RunRecord.fileName))
    // What an earlier version of the same pipeline wrote there and this one does not.
    if before?.pipelineName == plan.name {
      for name in before?.outputNames ?? []
      where !outcome.files.contains(where: { $0.name == name }) {
        Files.remove(name, in: folder)
      }
    }
    result.record = record
    result.warnings = outcome.inputs.flatMap(\.findings)
  }

  /// The files of the frames that the sources bring in, by the id of the frame.
  private func readFiles(of work: ItemPlan) throws(Failure) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for index in work.plan.nodes.indices {
      guard let origin = work.origins[index], files[origin.frameID] == nil else { continue }
      files[origin.frameID] = try Files.read(origin.file)
    }
    return files
  }

  /// The digest of everything that decides the output: the program, the plan, which source brings
  /// in which frame, what the rig fills in, and the bytes of the inputs and of what is read beside
  /// them.
  private func key(of work: ItemPlan, _ files: [String: [UInt8]]) throws(Failure) -> Digest {
    var sources: [(String, JSONValue)] = []
    var frames: [JSONValue] = []
    var seen: Set<String> = []
    for (index, node) in work.plan.nodes.enumerated() {
      guard let origin = work.origins[index] else { continue }
      sources.append((node.label, .string(origin.frameID)))
      guard seen.insert(origin.frameID).inserted else { continue }
      let digest = Digest(of: files[origin.frameID] ?? [])
      frames.append(["sha256": .string("\(digest)"), "origin": origin.canonical])
    }
    let canonical: JSONValue = .object([
      ("program", program.json), ("plan", plan.canonical), ("sources", .object(sources)),
      ("frames", .array(frames)), ("files", .array(try sideDigests(work))),
    ])
    return Digest(of: canonical.text)
  }

  /// The digests of what stages read beside the frames, stage by stage.
  private func sideDigests(_ work: ItemPlan) throws(Failure) -> [JSONValue] {
    var origins = KnownOrigins()
    var digests: [JSONValue] = []
    for (index, node) in work.plan.nodes.enumerated() {
      if let origin = work.origins[index] {
        try note(node.stage.sideFiles(for: origin), of: origin, in: &digests)
        let known = node.outputs.map { ($0.name, origin) }
        origins.note(Dictionary(uniqueKeysWithValues: known), behind: index)
        continue
      }
      let before = origins.before(node)
      for (_, origin) in before {
        try note(node.stage.sideFiles(for: origin), of: origin, in: &digests)
      }
      origins.note(node.stage.described(behind: before), behind: index)
    }
    return digests
  }

  private func note(
    _ paths: [String], of origin: Origin, in digests: inout [JSONValue]
  ) throws(Failure) {
    for path in paths { digests.append(.string("\(try origin.sideFiles.digest(of: path))")) }
  }
}

extension InputReport {
  /// What somebody should look at.
  var findings: [Diagnostic] {
    var findings = warnings.map { text in
      Diagnostic(
        text, at: .file(origin.file), severity: .warning, context: ["frame \(origin.frameID)"])
    }
    findings += origin.findings.map { finding in
      Diagnostic(
        "\(finding.mark.rawValue): \(finding.reason)", at: .file(origin.file), severity: .warning,
        context: ["frame \(origin.frameID)"])
    }
    return findings
  }
}
