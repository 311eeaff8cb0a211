import Diagnostics
import Settings

/// Decides collections; what an evaluation evaluates.
public protocol CollectionJudge: Sendable {
  /// Everything beside the program's own sources that decides its verdicts, such as the text of a
  /// pipeline file; empty where there is nothing.
  var configuration: String { get }

  /// The verdict on the one collection of a downlink.
  ///
  /// It is called on several threads at a time, and works on one itself.
  ///
  /// - Parameter downlink: a folder that holds `downlink.yaml`.
  /// - Returns: an object as ``EvaluationVerdict`` reads it: `outcome`, `probability`,
  ///   `someRegolith` of `outcome` and `probability`; `fill`, `volume` and `mass`, each null or
  ///   `value`, `low`, `high` and `unit` (`1` or `%`, `cm3`, `g`); `reasons` of `code` and
  ///   `sentence`; `advice`; `rejectedFrames` and `frames`.
  /// - Throws: a failure where no verdict can be reached; a frame that is bad is none.
  func verdict(on downlink: String) throws(Failure) -> JSONValue
}

/// Makes collections with known truth.
public protocol CollectionSource: Sendable {
  /// Makes a collection.
  ///
  /// - Parameters:
  ///   - number: its number in the sweep, from 1 on.
  ///   - sweep: what it is drawn from.
  ///   - folder: it goes to a folder of its own below this one.
  /// - Returns: that folder, what the collection is made of, and what it holds.
  /// - Throws: what cannot be made or written.
  func make(
    _ number: Int, of sweep: EvaluationSweep, into folder: String
  ) throws(Failure) -> (downlink: String, strata: JSONValue, truth: EvaluationTruth)
}
