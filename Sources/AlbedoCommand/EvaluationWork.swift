import Albedo
import ArgumentParser
import Synchronization

/// Judges shards one after the other, and tells how far it is.
struct EvaluationWork {
  let run: EvaluationRun
  let shards: [EvaluationShard]
  let folder: String
  let isJSON: Bool

  /// Judges all shards.
  ///
  /// - Throws: the exit status 3 where a shard failed, 130 or 143 after a signal.
  func judgeAll() throws {
    let interruption = Interruption()
    let flag = interruption.flag
    var counts = (done: 0, cached: 0, failed: 0)
    let missing = shards.filter { !run.isDone($0) }
    counts.cached = shards.count - missing.count
    for shard in shards where !missing.contains(shard) { tell(shard, "cached") }
    let collections = missing.reduce(0) { $0 + $1.numbers.count }
    let progress = Gauge(Progress(total: collections, unit: "collection"))
    for shard in missing {
      let status = run.judge(shard, isStopped: { flag.signal != nil }) {
        progress.use { $0.step() }
      }
      progress.use { $0.clear() }
      switch status {
      case .done: counts.done += 1
      case .failed(let failure):
        counts.failed += 1
        Terminal.report(failure)
      case .stopped: break
      }
      if let signal = flag.signal {
        Terminal.say("stopped; complete shards stay, and the same call goes on from there")
        throw ExitCode(128 + signal)
      }
      tell(shard, status.name)
    }
    progress.use { $0.clear() }
    withExtendedLifetime(interruption) {}
    tell(counts)
    if counts.failed > 0 { throw ExitCode(FailureCategory.partial.exitStatus) }
  }

  private func tell(_ shard: EvaluationShard, _ status: String) {
    let path = Files.join(folder, shard.file)
    if isJSON {
      print(
        JSONValue.object([
          ("type", "shard"), ("file", .string(path)), ("status", .string(status)),
          ("collections", .integer(shard.numbers.count)),
        ]).text)
    } else if status != "failed" {
      print(status == "cached" ? "\(path) (already there)" : path)
    }
  }

  private func tell(_ counts: (done: Int, cached: Int, failed: Int)) {
    if isJSON {
      print(
        JSONValue.object([
          ("type", "summary"), ("code", .string(run.code)), ("done", .integer(counts.done)),
          ("cached", .integer(counts.cached)), ("failed", .integer(counts.failed)),
        ]).text)
    } else {
      Terminal.say(
        "evaluate: \(counts.done) shards done, \(counts.cached) already there, "
          + "\(counts.failed) failed; code \(run.code)")
    }
  }
}

/// Progress that several threads tell of.
private final class Gauge: Sendable {
  private let progress: Mutex<Progress>

  init(_ progress: Progress) { self.progress = Mutex(progress) }

  func use(_ body: (inout sending Progress) -> Void) { progress.withLock { body(&$0) } }
}
