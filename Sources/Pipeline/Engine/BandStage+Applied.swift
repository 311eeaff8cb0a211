import Diagnostics

extension BandStage {
  /// The stage alone, on a whole frame.
  ///
  /// - Parameters:
  ///   - frame: the input, of a domain that the stage takes.
  ///   - engine: how it is run.
  /// - Returns: the whole output.
  /// - Throws: a failure when the input cannot be used.
  public func applied(
    to frame: any AnyFrame, engine: Engine
  ) throws(Failure) -> any AnyFrame {
    try BandChain(links: [(node: 0, stage: self)]).run(
      on: frame, engine: engine, clock: StageClock(stages: 1))
  }
}
