extension SweepStrata {
  /// The classes of content, and how many of a block of 24 collections have them.
  public enum Content: String, Sendable, CaseIterable {
    /// Nothing.
    case empty
    /// A film of dust.
    case dust
    /// 0.5 to 4 % of the struck capacity.
    case trace
    /// 4 to 20 %.
    case low
    /// 20 to 80 %.
    case partial
    /// 80 to 105 %, in the general plan struck off.
    case level
    /// 110 to 150 % poured.
    case heaped

    /// Of 24.
    var count: Int {
      switch self {
      case .empty, .low: 4
      case .dust, .trace, .level: 3
      case .partial: 5
      case .heaped: 2
      }
    }

    /// Shares of the struck capacity.
    var fill: ClosedRange<Double> {
      switch self {
      case .empty, .dust: 0...0
      case .trace: 0.005...0.04
      case .low: 0.04...0.2
      case .partial: 0.2...0.8
      case .level: 0.8...1.05
      case .heaped: 1.1...1.5
      }
    }

    /// The class of a share of the struck capacity that is not struck off.
    init(fill: Double) {
      self = fill < 0.04 ? .trace : fill < 0.2 ? .low : fill < 0.8 ? .partial : .level
    }

    /// The class of a 24th.
    init(stratum: Int) {
      var rest = stratum
      for content in Self.allCases {
        if rest < content.count {
          self = content
          return
        }
        rest -= content.count
      }
      self = .empty
    }
  }
}
