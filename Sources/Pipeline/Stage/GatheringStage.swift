import Diagnostics

/// A stage that makes something of any number of frames, in order.
///
/// Its one input port takes many. All frames are of one domain, and there is at least one; whoever
/// calls has seen to both.
public protocol GatheringStage: Stage {
  /// As ``Stage/resolved(for:)``, for a stage that wants to know where all frames come from.
  ///
  /// - Parameter origins: one for each frame, in their order.
  /// - Returns: the same stage, nothing left open.
  /// - Throws: a failure when the rig does not say what the stage needs.
  func resolved(forAll origins: [Origin]) throws(Failure) -> Self
  /// What is known of what leaves.
  ///
  /// - Parameter origins: what is known of each frame, in their order.
  /// - Returns: what is known behind the stage, by output port.
  func described(all origins: [Origin]) -> [String: Origin]
  /// Computes all outputs.
  ///
  /// - Parameters:
  ///   - frames: one or more of one domain. Nobody else holds those that no other stage needs, so
  ///     that each can be let go as soon as it has been used.
  ///   - threads: how many threads may share the work; changes no bit.
  /// - Returns: a frame for each output port, by name.
  /// - Throws: a failure when the frames cannot be used.
  func process(
    _ frames: consuming [any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame]
}

extension GatheringStage {
  /// Nothing is left to the rig.
  public func resolved(forAll origins: [Origin]) throws(Failure) -> Self { self }

  /// Every output comes from where the first frame does, and bears the marks of all.
  public func described(all origins: [Origin]) -> [String: Origin] {
    guard var origin = origins.first else { return [:] }
    for other in origins.dropFirst() {
      origin.isSimulated = origin.isSimulated || other.isSimulated
      for finding in other.findings where !origin.findings.contains(finding) {
        origin.findings.append(finding)
      }
    }
    return Dictionary(uniqueKeysWithValues: outputs.map { ($0.name, origin) })
  }
}

extension Stage {
  /// The stage with everything that was left to the rig filled in, however it takes its inputs.
  ///
  /// - Parameter inputs: where each frame comes from, in the order of ports and frames.
  /// - Returns: the same stage, nothing left open.
  /// - Throws: a failure when the rig does not say what the stage needs.
  public func resolved(
    behind inputs: [(port: String, origin: Origin)]
  ) throws(Failure) -> any Stage {
    if let stage = self as? any GatheringStage {
      return try stage.resolved(forAll: inputs.map(\.origin))
    }
    return try resolved(forEach: .init(uniqueKeysWithValues: inputs.map { ($0.port, $0.origin) }))
  }

  /// What is known behind the stage, by output port, however it takes its inputs.
  func described(behind inputs: [(port: String, origin: Origin)]) -> [String: Origin] {
    if let stage = self as? any GatheringStage { return stage.described(all: inputs.map(\.origin)) }
    return described(each: .init(uniqueKeysWithValues: inputs.map { ($0.port, $0.origin) }))
  }
}
