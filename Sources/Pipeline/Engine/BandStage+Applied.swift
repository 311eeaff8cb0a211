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
    try [self as any BandStage].applied(to: frame, engine: engine)
  }
}

extension [any BandStage] {
  /// The stages one after the other, on a whole frame; only the first may be a reduction.
  ///
  /// - Parameters:
  ///   - frame: the input, of a domain that the first stage takes.
  ///   - engine: how they are run.
  /// - Returns: the whole output of the last one.
  /// - Throws: a failure when the input cannot be used.
  public func applied(
    to frame: any AnyFrame, engine: Engine
  ) throws(Failure) -> any AnyFrame {
    let links = enumerated().map { (node: $0.offset, stage: $0.element) }
    return try BandChain(links: links).run(
      on: frame, engine: engine, clock: StageClock(stages: count))
  }
}
