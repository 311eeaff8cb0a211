import Raster

/// Where a frame enters a stage.
public struct InputPort: Sendable {
  /// How a pipeline names it.
  public let name: String
  /// One line about what arrives here.
  public let summary: String
  /// The names of the domains that may arrive.
  public let accepts: [String]
  /// Whether any number of frames arrives, one or more, all of one domain and in order.
  public let isMany: Bool

  /// A port.
  ///
  /// - Parameters:
  ///   - domains: what may arrive.
  ///   - name: how a pipeline names it.
  ///   - isMany: whether any number of frames arrives; for the only port of a ``GatheringStage``.
  ///   - summary: one line.
  public init(
    _ domains: any Domain.Type..., name: String = "frame", isMany: Bool = false, summary: String
  ) {
    self.name = name
    self.isMany = isMany
    self.summary = summary
    accepts = domains.map { $0.name }
  }
}

/// Where a frame leaves a stage.
public struct OutputPort: Sendable {
  /// What leaves.
  public enum Kind: Sendable, Equatable {
    /// Frames of one domain.
    case domain(String)
    /// Frames of the domain that arrived at the named input port.
    case sameAs(input: String)
  }

  /// How a pipeline names it, after the stage's id and a dot.
  public let name: String
  /// One line about what leaves here.
  public let summary: String
  /// What leaves.
  public let kind: Kind

  /// A port at which frames of one domain leave.
  public init(_ domain: any Domain.Type, name: String = "frame", summary: String) {
    self.name = name
    self.summary = summary
    kind = .domain(domain.name)
  }

  /// A port at which frames of the domain of an input leave.
  public init(sameAs input: String, name: String = "frame", summary: String) {
    self.name = name
    self.summary = summary
    kind = .sameAs(input: input)
  }
}
