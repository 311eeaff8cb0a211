import Files
import Settings

/// What `run.json` says of one item: inputs, parameters, timings, outputs.
public struct RunRecord: Sendable {
  /// The name of the file in the item's folder.
  public static let fileName = "run.json"

  /// The content.
  public let json: JSONValue

  /// The record of a finished item.
  init(item: Item, plan: Plan, program: ProgramIdentity, key: Digest, outcome: Outcome) {
    let inputs = outcome.inputs.map { input -> JSONValue in
      .object([
        ("frame", .string(input.origin.frameID)), ("file", .string(input.origin.file)),
        ("bytes", .integer(input.byteCount)), ("sha256", .string("\(input.digest)")),
        (
          "matchesReceipt",
          input.origin.receiptDigest.map { .bool($0 == input.digest) } ?? .null
        ),
        ("simulated", .bool(input.origin.isSimulated)),
        ("marks", .array(input.origin.findings.map(\.json))),
        ("warnings", .array(input.warnings.map { .string($0) })),
        ("defects", .object(input.defects.map { ($0.name, .integer($0.count)) })),
        (
          "lostRows",
          .array(
            input.lostRows.map { .array([.integer($0.lowerBound), .integer($0.upperBound - 1)]) })
        ),
      ])
    }
    let stages = outcome.stages.map { report -> JSONValue in
      .object([
        ("id", .string(report.id)), ("use", .string(report.use)),
        ("with", report.stage.resolvedParameters),
        ("milliseconds", .number(report.duration.milliseconds)),
        ("digests", .object(report.digests.map { ($0.port, .string("\($0.digest)")) })),
      ])
    }
    let outputs = outcome.files.map { file -> JSONValue in
      .object([
        ("stage", .string(file.stage)), ("file", .string(file.name)),
        ("bytes", .integer(file.bytes.count)),
        ("sha256", .string("\(Digest(of: file.bytes))")),
      ])
    }
    json = .object([
      ("type", .string(plan.over.rawValue)), ("version", 1), ("id", .string(item.id)),
      ("group", .string(item.group)), ("pipeline", .string(plan.name)),
      ("pipelineDigest", .string("\(plan.digest)")),
      ("program", program.json), ("key", .string("\(key)")),
      ("inputs", .array(inputs)), ("stages", .array(stages)), ("outputs", .array(outputs)),
      ("conclusion", outcome.conclusion ?? .null),
    ])
  }

  /// The record in a folder, or nil when there is none that can be read.
  init?(in folder: String) {
    let path = Files.join(folder, Self.fileName)
    guard let text = try? Files.readText(path, limit: 16 << 20),
      let json = try? JSONValue.parse(text, file: path)
    else { return nil }
    self.json = json
  }

  /// Whether the record has this key and all its outputs stand in the folder as they were written.
  func isComplete(key: Digest, in folder: String) -> Bool {
    guard json["key"]?.stringValue == "\(key)", let outputs = json["outputs"]?.elements else {
      return false
    }
    return outputs.allSatisfy { output in
      guard let name = output["file"]?.stringValue, let digest = output["sha256"]?.stringValue,
        let path = try? SafePath(name).resolved(in: folder),
        let bytes = try? Files.read(path)
      else { return false }
      return "\(Digest(of: bytes))" == digest
    }
  }

  /// What the item comes to, where a stage says so.
  public var conclusion: JSONValue? {
    if let conclusion = json["conclusion"], conclusion != .null { return conclusion }
    return nil
  }

  /// The pipeline that wrote it.
  var pipelineName: String? { json["pipeline"]?.stringValue }

  /// The names of the outputs.
  var outputNames: [String] {
    (json["outputs"]?.elements ?? []).compactMap { $0["file"]?.stringValue }
  }
}

extension Plan {
  /// SHA-256 of the canonical form.
  public var digest: Digest { Digest(of: canonical.text) }
}

extension Duration {
  /// Milliseconds, to the microsecond.
  public var milliseconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) * 1000 + (Double(attoseconds) / 1e12).rounded() / 1000
  }
}
