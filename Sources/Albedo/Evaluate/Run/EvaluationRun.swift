import Diagnostics
import Files
import Foundation
import Raster
import Settings

/// Makes collections, has them judged, and writes down what came of it, shard by shard.
///
/// A shard is written when all its collections are judged, all or nothing. Frames of a collection
/// are gone as soon as it is judged, unless they are kept.
public struct EvaluationRun: Sendable {
  /// What became of a shard.
  public enum Status: Sendable {
    /// It was judged and written.
    case done
    /// A collection could not be made or judged; nothing is written.
    case failed(Failure)
    /// The work was stopped before its end; nothing is written.
    case stopped

    /// `done`, `failed` or `stopped`.
    public var name: String {
      switch self {
      case .done: "done"
      case .failed: "failed"
      case .stopped: "stopped"
      }
    }
  }

  private let judge: any CollectionJudge
  private let source: any CollectionSource
  private let folder: String
  private let jobs: Int
  private let keepsFrames: Bool
  /// The code that makes and judges.
  public let code: String

  /// A run.
  ///
  /// - Parameters:
  ///   - judge: what decides collections.
  ///   - source: what makes them.
  ///   - folder: where shards go.
  ///   - jobs: collections at a time, at least 1.
  ///   - keepsFrames: whether the downlinks stay, in `frames` of the folder.
  public init(
    judge: any CollectionJudge, source: any CollectionSource, folder: String, jobs: Int,
    keepsFrames: Bool
  ) {
    (self.judge, self.source, self.folder) = (judge, source, folder)
    (self.jobs, self.keepsFrames) = (jobs, keepsFrames)
    code = EvaluationCode.current(judge)
  }

  /// Looks whether the lines of a shard, made by the same code, stand there already.
  ///
  /// - Parameter shard: the shard.
  /// - Returns: whether nothing is left to do.
  public func isDone(_ shard: EvaluationShard) -> Bool {
    shard.isComplete(in: folder, code: code)
  }

  /// Judges a shard, whatever stands there.
  ///
  /// - Parameters:
  ///   - shard: the shard.
  ///   - isStopped: asked before each collection; once it says so, no other one is begun.
  ///   - step: told of each collection that is judged; on several threads.
  /// - Returns: what became of it.
  public func judge(
    _ shard: EvaluationShard, isStopped: @escaping @Sendable () -> Bool,
    step: @escaping @Sendable () -> Void
  ) -> Status {
    let place = framesFolder(shard)
    defer { if !keepsFrames { try? FileManager.default.removeItem(atPath: place) } }
    let numbers = Array(shard.numbers)
    let results = concurrentMap(count: numbers.count, threads: jobs) {
      index -> Result<String, Failure>? in
      if isStopped() { return nil }
      defer { step() }
      do throws(Failure) {
        return .success(try line(numbers[index], of: shard.sweep, in: place).json.text + "\n")
      } catch {
        return .failure(error.within("collection \(numbers[index]) of \(shard.sweep.name)"))
      }
    }
    do throws(Failure) {
      var findings = Findings()
      for case .failure(let failure)? in results { findings.add(failure) }
      try findings.throwIfAny()
      let rows = results.compactMap { try? $0?.get() }
      guard rows.count == numbers.count else { return .stopped }
      try Files.write(rows.joined(), to: Files.join(folder, shard.file))
      return .done
    } catch { return .failed(error) }
  }

  private func line(
    _ number: Int, of sweep: EvaluationSweep, in place: String
  ) throws(Failure) -> EvaluationLine {
    let (downlink, strata, truth) = try source.make(number, of: sweep, into: place)
    defer { if !keepsFrames { try? FileManager.default.removeItem(atPath: downlink) } }
    return try EvaluationLine(
      code: code, sweep: sweep, number: number, strata: strata, truth: truth,
      verdict: try judge.verdict(on: downlink))
  }

  /// Two processes that judge the same shard do not meet in one folder.
  private func framesFolder(_ shard: EvaluationShard) -> String {
    let name =
      keepsFrames
      ? "frames/\(shard.sweep.name)"
      : ".frames-\(shard.sweep.name)-\(shard.numbers.lowerBound)-\(UUID().uuidString)"
    return Files.join(folder, name)
  }
}
