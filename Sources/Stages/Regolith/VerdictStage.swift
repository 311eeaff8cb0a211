import Diagnostics
import Pipeline
import Raster
import Regolith
import Settings

/// Decides by measured figures whether a shovel holds regolith.
public struct VerdictStage: ConcludingStage {
  /// The mass that is claimed, in grams.
  public var threshold = 50.0
  private var rules = CollectionVerdict()
  private var measuredPositions = positions(.measured)
  private var changedPositions = positions(.changed)
  private var unchangedPositions = positions(.unchanged)

  /// The usual numbers.
  public init() {}

  /// `verdict`.
  public static let name = "verdict"
  /// What it does.
  public static let summary =
    "Decides by what was measured of a shovel whether it holds regolith, says why, and what the "
    + "next picture should do better."
  /// The parameters.
  public static let table = Table<VerdictStage>([
    .number("threshold", \.threshold, unit: "g", range: 0.1...100_000, "The mass that is claimed."),
    .number(
      "density", \.rules.density, unit: "kg/m3", range: 100...10_000, "Density of loose regolith."),
    .number(
      "densityDeviation", \.rules.densityDeviation, unit: "kg/m3", range: 0...3000,
      "Its standard deviation."),
    .number(
      "leastProbability", \.rules.leastProbability, range: 0.5...1,
      "The least probability of that mass for it to be confirmed."),
    .number(
      "trace", \.rules.trace, range: 0...1,
      "From which share of the capacity on there is some regolith."),
    .number(
      "absent", \.rules.absent, range: 0...1,
      "Below which share of the capacity all must lie for regolith to be absent."),
    .number(
      "mostRoom", \.rules.mostRoom, range: 0...10,
      "The share of the capacity that may have room above the floor for that, however likely."),
    .number(
      "leastBare", \.rules.leastBare, range: 0...1,
      "The least share of the inner surface that must be seen bare for that."),
    .number(
      "leastGround", \.rules.leastGround, range: 0...1,
      "The least share of the ground around that must be the same before and after."),
    .number(
      "leastAsModelled", \.rules.leastAsModelled, range: 0...1,
      "The least share of what is measured of the empty shovel that must lie at its floor."),
    .number(
      "surelyAsModelled", \.rules.surelyAsModelled, range: 0...1,
      "From which share on the floor is the known one beyond doubt."),
    .number(
      "leastCovered", \.rules.leastCovered, range: 0...1,
      "The least share of places below measured content that must look otherwise than before."),
    .number(
      "leastBrightness", \.rules.leastBrightness, range: 0...1,
      "How bright measured content must be at least, as a multiple of bright ground."),
    .number(
      "mostBrightness", \.rules.mostBrightness, range: 1...100,
      "How bright three quarters of it may be at most, as a multiple of bright ground."),
    .number(
      "leastGrain", \.rules.leastGrain, range: 0...10,
      "The least contrast of its grain, as a multiple of the ground's."),
    .number(
      "leastUnevenness", \.rules.leastUnevenness, unit: "m", range: 0...0.1,
      "What lies less far from a plane, as a root mean square, is no heap above the known floor."),
    .number(
      "leastUnevennessUnsure", \.rules.leastUnevennessUnsure, unit: "m", range: 0...0.1,
      "What lies less far from a plane is no heap where the floor may be another one."),
    .number(
      "leastForUnevenness", \.rules.leastForUnevenness, range: 0...1,
      "Where at least this share of the floor was measured."),
    .number(
      "widest", \.rules.widest, range: 0...10,
      "The widest interval that counts as measured, as a share of the capacity."),
    .number(
      "slack", \.rules.slack, range: 0...1,
      "The least step by which volumes are uncertain, as a share of the capacity."),
    .number(
      "changed", \.rules.changed, range: 0...1,
      "The share of places that look otherwise from which on the inner surface is changed."),
    .numbers(
      "measuredPositions", \.measuredPositions, range: -10...10, count: 9...9,
      "How far the truth lies from the likeliest volume where content was measured: below the "
        + "first in no case, below the others in 5, 10, 25, 50, 75, 90, 95 and 100 % of cases. In "
        + "steps: the slack and the geometric mean of the way to the bound on that side and the "
        + "likeliest volume's deviation."),
    .numbers(
      "changedPositions", \.changedPositions, range: -10...10, count: 9...9,
      "The same where nothing was measured and the inner surface looks otherwise than before."),
    .numbers(
      "unchangedPositions", \.unchangedPositions, range: -10...10, count: 9...9,
      "The same where nothing was measured and the inner surface looks as before."),
  ])
  /// What was measured arrives.
  public static let inputs = [
    InputPort(Report.self, name: "content", summary: "The report of the stage content.")
  ]
  /// The verdict leaves.
  public var outputs: [OutputPort] {
    [OutputPort(Report.self, name: "report", summary: "The verdict.")]
  }
  /// Everything at once.
  public var reach: Reach { .wholeFrame }

  /// Positions rise.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    let lists = [
      ("measuredPositions", measuredPositions), ("changedPositions", changedPositions),
      ("unchangedPositions", unchangedPositions),
    ]
    for (name, positions) in lists where !zip(positions, positions.dropFirst()).allSatisfy(<=) {
      findings.add(
        (node[name] ?? node).diagnostic(
          "the positions do not rise", remedy: "write them from the least to the greatest"))
    }
  }

  /// Decides.
  public func process(
    _ inputs: [String: any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    guard let frame = inputs["content"] else { throw .unresolved(Self.name) }
    let json = try Frame<Report>(erased: frame).json
    guard let figures = CollectionFigures(json) else {
      throw Failure(
        "the report is not one of the stage \(ContentStage.name)",
        remedy: "wire content to the port report of a stage \(ContentStage.name)")
    }
    let result = verdict.result(figures)
    return ["report": Frame<Report>(result.report(on: figures, threshold: threshold))]
  }

  /// The rules with everything that was set.
  private var verdict: CollectionVerdict {
    var verdict = rules
    verdict.threshold = threshold / 1000
    verdict.positions = [
      .measured: measuredPositions, .changed: changedPositions, .unchanged: unchangedPositions,
    ]
    return verdict
  }

  private static func positions(_ kind: VolumeDistribution.Kind) -> [Double] {
    CollectionVerdict().positions[kind] ?? []
  }
}
