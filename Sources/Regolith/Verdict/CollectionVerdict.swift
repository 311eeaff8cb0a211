/// Decides whether a shovel holds regolith.
///
/// Geometry decides: heights above the known floor, and what they cover. All else can only keep a
/// claim from being made.
public struct CollectionVerdict: Sendable, Hashable {
  /// The mass that is claimed, in kilograms.
  public var threshold = 0.05
  /// The density of loose regolith, in kilograms per cubic metre.
  public var density = 1450.0
  /// Its standard deviation.
  public var densityDeviation = 150.0
  /// The least probability of the threshold for it to be confirmed.
  public var leastProbability = 0.95
  /// From which share of the capacity on there is some regolith.
  public var trace = 0.02
  /// Below which share of the capacity all must lie for it to be absent.
  public var absent = 0.04
  /// The share of the capacity that may have room above the floor for that, however likely.
  public var mostRoom = 0.2
  /// The least share of the inner surface that must be bare for that.
  public var leastBare = 0.1
  /// The least share of the ground that must be found again.
  public var leastGround = 0.15
  /// The least share of what was measured of the empty shovel that must lie at its floor.
  public var leastAsModelled = 0.05
  /// From which share on the floor is the known one beyond doubt.
  public var surelyAsModelled = 0.25
  /// The least share of places below measured content that must look otherwise than before.
  public var leastCovered = 0.8
  /// How bright measured content must be at least, as a multiple of bright ground.
  public var leastBrightness = 0.3
  /// How bright three quarters of measured content may be at most, as a multiple of bright ground.
  public var mostBrightness = 2.0
  /// The least contrast of its grain, as a multiple of the ground's.
  public var leastGrain = 0.75
  /// What is less uneven, in metres, is no heap above the known floor.
  public var leastUnevenness = 0.0018
  /// What is less uneven, in metres, is no heap where the floor may be another one.
  public var leastUnevennessUnsure = 0.0026
  /// Where at least this share of cells was measured.
  public var leastForUnevenness = 0.05
  /// The widest interval that is called a measurement, as a share of the capacity.
  public var widest = 0.6
  /// The least step by which volumes are uncertain, as a share of the capacity.
  public var slack = 0.02
  /// The share of places that look otherwise from which on the inner surface is changed.
  public var changed = 0.2
  /// Positions of the truth; see ``VolumeDistribution``.
  public var positions: [VolumeDistribution.Kind: [Double]] = [
    .measured: [-1.8, -0.75, -0.62, -0.22, 0.07, 0.32, 0.63, 0.8, 2.2],
    .changed: [-2.4, -1.3, -0.7, -0.28, 0, 0.32, 0.77, 0.95, 1.6],
    .unchanged: [-2.4, -1.5, -0.9, -0.42, -0.02, 0, 0.15, 0.35, 0.8],
  ]

  /// The usual numbers.
  public init() {}

  /// The answer to a claim.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// It holds.
    case confirmed
    /// It does not hold.
    case absent
    /// Nobody can tell from these frames.
    case inconclusive
  }

  /// A number with an interval of 90 %.
  public struct Quantity: Sendable, Hashable {
    /// The median.
    public let value: Double
    /// A twentieth lies below.
    public let low: Double
    /// A twentieth lies above.
    public let high: Double
  }

  /// What is said of a claim.
  public struct Claim: Sendable, Hashable {
    /// Whether it holds.
    public let outcome: Outcome
    /// The probability that it does.
    public let probability: Double
  }

  /// What was decided.
  public struct Result: Sendable, Hashable {
    /// Whether there is at least the threshold's mass.
    public let enough: Claim
    /// Whether there is some regolith.
    public let some: Claim
    /// Cubic metres; nil where that is not known.
    public let volume: Quantity?
    /// Kilograms; nil where that is not known.
    public let mass: Quantity?
    /// Why, weightiest first.
    public let reasons: [VerdictReason]

    /// What to do for the next picture, weightiest first.
    public var advice: [String] {
      reasons.compactMap(\.advice).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
  }

  /// Decides.
  public func result(_ figures: CollectionFigures) -> Result {
    var doubts = doubts(figures)
    guard let content = figures.content else {
      return Result(
        enough: Claim(outcome: .inconclusive, probability: 0.5),
        some: Claim(outcome: .inconclusive, probability: 0.5), volume: nil, mass: nil,
        reasons: doubts)
    }
    let volume = distribution(content, figures.capacity)
    let mass = MassDistribution(volume, density: density, deviation: densityDeviation)
    var probability = mass.probability(ofAtLeast: threshold)
    var some = volume.probability(ofAtLeast: trace * figures.capacity)
    if !doubts.isEmpty { (probability, some) = (min(probability, 0.5), min(some, 0.5)) }
    let interval = Quantity(volume)
    let isMeasured = interval.high - interval.low <= widest * figures.capacity
    var (outcome, someOutcome): (Outcome, Outcome) = (.inconclusive, .inconclusive)
    var reasons: [VerdictReason] = []
    if isBare(content, volume, mass, figures.capacity), doubts.allSatisfy({ $0.sparesTheEmpty }) {
      (outcome, someOutcome) = (.absent, .absent)
      reasons.append(.nothingAboveFloor)
    } else {
      doubts += cues(content, figures)
      if !isMeasured { doubts.append(.boundsTooWide) }
      if doubts.isEmpty {
        let least = trace * figures.capacity
        if content.seen.volume >= least, volume.quantile(0.05) >= least { someOutcome = .confirmed }
        let missing = missing(content, probability)
        if missing.isEmpty { (outcome, someOutcome) = (.confirmed, .confirmed) }
        reasons += missing.isEmpty ? [.measuredAboveThreshold, .cuesAgree] : missing
      }
    }
    if figures.frames.contains(where: { $0.refusal != nil }), !doubts.contains(.framesRejected) {
      doubts.append(.framesRejected)
    }
    return Result(
      enough: Claim(outcome: outcome, probability: probability),
      some: Claim(outcome: someOutcome, probability: some),
      volume: isMeasured ? interval : nil, mass: isMeasured ? Quantity(mass) : nil,
      reasons: reasons + doubts)
  }

  /// What is missing for the threshold to be confirmed.
  private func missing(
    _ content: CollectionFigures.Content, _ probability: Double
  ) -> [VerdictReason] {
    (content.seen.volume * density < threshold ? [.tooLittleSeen] : [])
      + (probability < leastProbability ? [.nearThreshold] : [])
  }

  /// How likely volumes are.
  private func distribution(
    _ content: CollectionFigures.Content, _ capacity: Double
  ) -> VolumeDistribution {
    let told = content.changed.compactMap { $0 }
    let share = told.isEmpty ? 1 : told.reduce(0, +) / Double(told.count)
    let kind: VolumeDistribution.Kind =
      content.low > 0 ? .measured : share < changed ? .unchanged : .changed
    return VolumeDistribution(
      (content.low, content.likeliest, content.high), deviation: content.deviation,
      slack: slack * capacity,
      positions: positions[kind] ?? [])
  }

  /// Whether no more than a trace has room above the floor, and enough of it is seen.
  private func isBare(
    _ content: CollectionFigures.Content, _ volume: VolumeDistribution, _ mass: MassDistribution,
    _ capacity: Double
  ) -> Bool {
    content.low == 0 && content.bare >= leastBare && content.high < mostRoom * capacity
      && volume.quantile(0.975) < absent * capacity && mass.quantile(0.975) < threshold
  }

  /// What keeps frames from telling anything for certain.
  private func doubts(_ figures: CollectionFigures) -> [VerdictReason] {
    var doubts: [VerdictReason] = []
    func good(_ role: ShovelFrame.Role) -> [CollectionFigures.Frame] {
      figures.frames.filter { $0.role == role && $0.refusal == nil }
    }
    if figures.frames.contains(where: { $0.refusal == .duplicate }) {
      doubts.append(.duplicateFrames)
    }
    let (before, after) = (good(.before), good(.after))
    if before.isEmpty { doubts.append(.noBeforeFrame) }
    if after.isEmpty { doubts.append(.noAfterFrame) }
    if before.isEmpty || after.isEmpty {
      if figures.frames.contains(where: { $0.refusal != nil }) { doubts.append(.framesRejected) }
      return doubts
    }
    if figures.content == nil { doubts.append(.shovelNotFound) }
    if let ground = figures.sameGround {
      if ground < leastGround { doubts.append(.anotherPlace) }
    } else {
      doubts.append(.groundUnknown)
    }
    let (first, last) = (after.compactMap(\.clock).min(), before.compactMap(\.clock).max())
    if before.contains(where: { $0.clock == nil }) || after.contains(where: { $0.clock == nil }) {
      doubts.append(.noClock)
    } else if let first, let last, first <= last {
      doubts.append(.clockOrder)
    }
    if let empty = figures.content?.empty, empty < leastAsModelled {
      doubts.append(.emptyShovelDiffers)
    }
    return doubts
  }

  /// What keeps measured heights from being regolith.
  private func cues(
    _ content: CollectionFigures.Content, _ figures: CollectionFigures
  ) -> [VerdictReason] {
    guard content.seen.volume > 0 else {
      let cameras = Set(figures.frames.filter { $0.refusal == nil }.map(\.camera))
      return [cameras.count < 2 ? .oneCamera : .nothingMeasured]
    }
    var doubts: [VerdictReason] = []
    let isSure = (content.empty ?? 0) >= surelyAsModelled
    if let depth = content.seen.unevenness, content.measured >= leastForUnevenness,
      depth < (isSure ? leastUnevenness : leastUnevennessUnsure)
    {
      doubts.append(.tooEven)
    }
    if (content.seen.covered ?? 0) < leastCovered { doubts.append(.cuesDisagree) }
    let isLikeGround = content.seen.look.map {
      $0.brightness >= leastBrightness && $0.highlights <= mostBrightness && $0.grain >= leastGrain
    }
    if isLikeGround != true { doubts.append(.unlikeGround) }
    return doubts
  }
}

extension VerdictReason {
  /// Whether an empty shovel can be told all the same.
  fileprivate var sparesTheEmpty: Bool { self == .emptyShovelDiffers }
}

extension CollectionVerdict.Quantity {
  fileprivate init(_ volume: VolumeDistribution) {
    self.init(
      value: volume.quantile(0.5), low: volume.quantile(0.05), high: volume.quantile(0.95))
  }

  fileprivate init(_ mass: MassDistribution) {
    self.init(value: mass.quantile(0.5), low: mass.quantile(0.05), high: mass.quantile(0.95))
  }
}
