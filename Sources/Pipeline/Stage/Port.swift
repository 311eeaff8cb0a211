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
    /// Frames of the domain that belongs to the one that arrived at the named input port.
    case changed(input: String, [Change])

    /// The domain that leaves.
    ///
    /// - Parameter arrived: the domains at the input ports, by their names.
    /// - Returns: its name; nil where nothing fitting arrived.
    public func domain(of arrived: [String: String]) -> String? {
      switch self {
      case .domain(let name): name
      case .sameAs(let input): arrived[input]
      case .changed(let input, let changes): changes.first { $0.from == arrived[input] }?.to
      }
    }
  }

  /// What a stage makes of frames of one domain.
  public struct Change: Sendable, Equatable {
    /// The domain that arrives.
    public let from: String
    /// The domain that leaves.
    public let to: String

    /// Frames of a domain become those of another one.
    public init(_ from: any Domain.Type, to: any Domain.Type) {
      (self.from, self.to) = (from.name, to.name)
    }
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

  /// A port at which frames leave whose domain belongs to that of an input.
  public init(
    _ changes: Change..., of input: String = "frame", name: String = "frame", summary: String
  ) {
    self.name = name
    self.summary = summary
    kind = .changed(input: input, changes)
  }
}
