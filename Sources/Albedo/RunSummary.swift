import Diagnostics
import Files
import Pipeline
import Settings

/// What became of a whole run.
public struct RunSummary: Sendable {
  /// Items that were computed.
  public private(set) var done = 0
  /// Items that stood there already.
  public private(set) var cached = 0
  /// Items that failed.
  public private(set) var failed = 0
  private var unwritten = 0
  private var files = 0
  private var duration = Duration.zero
  private let plan: Plan

  /// Nothing run yet.
  public init(plan: Plan) {
    self.plan = plan
  }

  /// Takes in one more item.
  public mutating func add(_ result: ItemResult) {
    switch result.status {
    case .done: done += 1
    case .cached: cached += 1
    case .failed(let failure):
      failed += 1
      if failure.exitStatus == FailureCategory.cannotWrite.exitStatus { unwritten += 1 }
    }
    files += result.outputs.count
    duration += result.duration
  }

  /// The status to exit with: 0, 3 where some items failed, or 73 where nothing could be written.
  public var exitStatus: Int32 {
    if failed == 0 { return 0 }
    return failed == unwritten && done + cached == 0
      ? FailureCategory.cannotWrite.exitStatus : FailureCategory.partial.exitStatus
  }

  /// One line for people.
  public var text: String {
    let seconds = (duration.milliseconds / 10).rounded() / 100
    return "\(plan.name): \(done) done, \(cached) already there, \(failed) failed in \(seconds) s"
  }

  /// One line for programs.
  public var json: JSONValue {
    .object([
      ("type", "summary"), ("pipeline", .string(plan.name)), ("over", .string(plan.over.rawValue)),
      ("done", .integer(done)), ("cached", .integer(cached)), ("failed", .integer(failed)),
      ("files", .integer(files)), ("milliseconds", .number(duration.milliseconds)),
    ])
  }

  /// What a dry run says of an item.
  public func plannedLine(_ item: Item) -> JSONValue {
    .object([
      ("type", .string(plan.over.rawValue)), ("id", .string(item.id)),
      ("group", .string(item.group)), ("status", "planned"),
    ])
  }
}

extension ItemResult {
  /// The paths of the files that stand there now.
  public var outputs: [String] {
    (record?.json["outputs"]?.elements ?? []).compactMap { output in
      output["file"]?.stringValue.map { Files.join(folder, $0) }
    }
  }

  /// `done`, `cached` or `failed`.
  public var statusName: String {
    switch status {
    case .done: "done"
    case .cached: "cached"
    case .failed: "failed"
    }
  }

  /// A line for each file, for people.
  public var text: String {
    let note = if case .cached = status { " (already there)" } else { "" }
    return outputs.map { "\($0)\(note)\n" }.joined() + conclusion
  }

  /// What it comes to, in some lines; nothing where no stage says so.
  private var conclusion: String {
    guard let verdict = record?.conclusion, let outcome = verdict["outcome"]?.stringValue else {
      return ""
    }
    func percent(_ value: JSONValue?) -> String {
      value?.doubleValue.map { "\(Int(($0 * 100).rounded())) %" } ?? "?"
    }
    func quantity(_ name: String, _ unit: String, _ times: Double) -> String? {
      guard let quantity = verdict[name], let value = quantity["value"]?.doubleValue,
        let low = quantity["low"]?.doubleValue, let high = quantity["high"]?.doubleValue
      else { return nil }
      let numbers = [value, low, high].map { Int(($0 * times).rounded()) }
      return "\(name) \(numbers[0]) \(unit) (\(numbers[1]) to \(numbers[2]))"
    }
    let threshold = verdict["threshold"]?["value"]?.doubleValue ?? 0
    let measured = [
      quantity("fill", "%", 100), quantity("volume", "cm3", 1), quantity("mass", "g", 1),
    ].compactMap { $0 }
    let sentences = (verdict["reasons"]?.elements ?? []).compactMap { $0["sentence"]?.stringValue }
    let advice = (verdict["advice"]?.elements ?? []).compactMap(\.stringValue)
    return "\(item.id): \(outcome); at least \(threshold) g with a probability of "
      + "\(percent(verdict["probability"]))\n"
      + (measured.isEmpty
        ? "" : "  " + measured.joined(separator: ", ") + "; in nine of ten cases\n")
      + sentences.map { "  because: \($0)\n" }.joined()
      + advice.map { "  next time: \($0)\n" }.joined()
  }

  /// One line for programs.
  public var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("type", record?.json["type"] ?? "item"), ("id", .string(item.id)),
      ("group", .string(item.group)), ("status", .string(statusName)),
      ("outputs", .array(outputs.map { .string($0) })),
      ("milliseconds", .number(duration.milliseconds)),
      ("warnings", .array(warnings.map { .string($0.rendered()) })),
    ]
    if case .object(let conclusion)? = record?.conclusion {
      let said = Set(members.map(\.0) + ["version"])
      members += conclusion.filter { !said.contains($0.0) }
    }
    if case .failed(let failure) = status {
      members.append(("errors", .array(failure.diagnostics.map { $0.json })))
    }
    return .object(members)
  }
}

extension Diagnostic {
  /// The finding for programs.
  public var json: JSONValue {
    .object([
      ("type", .string(severity.rawValue)), ("place", place.map { .string("\($0)") } ?? .null),
      ("context", .array(context.map { .string($0) })), ("message", .string(message)),
      ("remedy", remedy.map { .string($0) } ?? .null),
      ("status", .integer(Int(category.exitStatus))),
    ])
  }
}
