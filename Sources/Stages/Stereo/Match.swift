import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings
import Stereo

/// Finds how far apart the two pictures of a rectified pair show each pixel.
public struct Match: FrameStage {
  /// How disparities are found.
  public enum Method: String, Sendable, CaseIterable {
    /// Costs are added up along ways through the picture.
    case semiGlobal = "semi-global"
    /// Windows are compared.
    case block
  }

  /// From how many directions costs are added up.
  public enum Paths: String, Sendable, CaseIterable {
    /// Along the row both ways, and from both corners above.
    case four = "4"
    /// These and from above.
    case five = "5"
    /// All neighbours.
    case eight = "8"

    var ways: SemiGlobalMatcher.Ways {
      switch self {
      case .four: .four
      case .five: .five
      case .eight: .eight
      }
    }
  }

  /// How disparities are found.
  public var method = Method.semiGlobal
  /// How many disparities are looked at.
  public var disparities = 64
  /// The least of them.
  public var minimum = 0
  /// Rows and columns of a block.
  public var window = 9
  /// The mean slope that a block must have.
  public var texture = 0.25
  /// From how many directions.
  public var paths = Paths.eight
  /// P1.
  public var smallStep = 10
  /// P2.
  public var largeStep = 80
  /// P2 where grey changes most.
  public var leastLargeStep = 18
  /// How much worse any other disparity must be.
  public var uniqueness = 0
  /// How far both pictures may disagree.
  public var consistency = 1
  /// The smallest surface that is kept.
  public var speckle = 50
  /// Rounds of refinement.
  public var rounds = 3
  /// Noise of grey.
  public var noise = 2.4
  /// Whether holes are filled.
  public var dense = false

  /// The usual numbers.
  public init() {}

  /// `match`.
  public static let name = "match"
  /// What it does.
  public static let summary =
    "Finds disparities between the pictures of a rectified pair, by semi-global or block matching."
  /// The parameters.
  public static let table = Table<Match>([
    .choice(
      "method", \.method,
      "semi-global keeps to the edges of things; block is faster, and blurs them."),
    .integer(
      "disparities", \.disparities, unit: "px", range: 1...1024,
      "How many disparities are looked at; the largest must be above that of the nearest thing."),
    .integer(
      "minimum", \.minimum, unit: "px", range: -1024...1024,
      "The least disparity; below 0 where the cameras look towards each other."),
    .integer(
      "window", \.window, unit: "px", range: 3...31,
      "Rows and columns of a block; odd. For block alone."),
    .number(
      "texture", \.texture, range: 0...17,
      "The mean slope of grey that a block must have, 4 for each code a pixel. For block alone."),
    .choice(
      "paths", \.paths,
      "From how many directions costs are added up: 4 and 5 in one pass, 8 in two."),
    .integer(
      "smallStep", \.smallStep, range: 0...93,
      "P1: the cost of a disparity that is one pixel from its neighbour's."),
    .integer(
      "largeStep", \.largeStep, range: 0...93,
      "P2: the cost of any other step where grey stays the same."),
    .integer(
      "leastLargeStep", \.leastLargeStep, range: 0...93, "P2 where grey changes most."),
    .integer(
      "uniqueness", \.uniqueness, unit: "%", range: 0...90,
      "By what share the least cost must lie below all others, its neighbours' apart."),
    .integer(
      "consistency", \.consistency, unit: "px", range: 0...1024,
      "How far the disparities that both pictures give one point may be apart."),
    .integer(
      "speckle", \.speckle, unit: "px", range: 0...1_000_000,
      "Surfaces of fewer pixels are taken for wrong."),
    .integer(
      "rounds", \.rounds, range: 0...20,
      "Rounds of refinement to fractions of a pixel; 0 leaves sixteenths, drawn to whole pixels."),
    .number(
      "noise", \.noise, above: 0,
      "Standard deviation of the noise of both pictures together, in codes of 8 bits."),
    .flag(
      "dense", \.dense,
      "Whether what was not matched gets the disparity of what lies behind it; still marked."),
  ])
  /// Both pictures arrive.
  public static let inputs = [
    InputPort(
      DisplayGray.self, DisplayRGB.self, LinearGray.self, LinearRGB.self, name: "left",
      summary: "The left picture of a rectified pair."),
    InputPort(
      DisplayGray.self, DisplayRGB.self, LinearGray.self, LinearRGB.self, name: "right",
      summary: "The right picture, as large, of the same kind."),
  ]
  /// Disparities leave.
  public var outputs: [OutputPort] {
    [
      OutputPort(
        Disparity.self, name: "disparity", summary: "Disparities of the left picture, in pixels."),
      OutputPort(
        Disparity.self, name: "deviation", summary: "Their standard deviations, in pixels."),
    ]
  }
  /// Costs come from everywhere.
  public var reach: Reach { .wholeFrame }

  /// Penalties grow, and a window has a middle.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    if let disorder { findings.add(node.diagnostic(disorder, remedy: Self.remedyOfDisorder)) }
    if let evenness {
      findings.add((node["window"] ?? node).diagnostic(evenness, remedy: Self.remedyOfEvenness))
    }
  }

  /// What is wrong with the penalties.
  private var disorder: String? {
    if smallStep <= leastLargeStep && leastLargeStep <= largeStep { return nil }
    return "smallStep \(smallStep), leastLargeStep \(leastLargeStep), largeStep \(largeStep) do not"
      + " grow"
  }

  /// What is wrong with the window.
  private var evenness: String? { window % 2 == 1 ? nil : "a window of \(window) has no middle" }

  private static let remedyOfEvenness = "give an odd number, as 9"

  private static let remedyOfDisorder = "a larger step must not cost less than a smaller one"

  /// Matches.
  public func process(
    _ inputs: [String: any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    guard let left = inputs["left"], let right = inputs["right"] else {
      throw Failure("an input is missing", category: .internalError)
    }
    guard left.size == right.size else {
      throw Failure(
        "the left picture is \(left.size), the right one \(right.size)",
        remedy: "rectify both pictures together; they get one size")
    }
    if let disorder { throw Failure(disorder, remedy: Self.remedyOfDisorder) }
    if let evenness { throw Failure(evenness, remedy: Self.remedyOfEvenness) }
    let map = matcher.matched(try GreyPair(left, right), threads: threads)
    return frames(of: map, left.validity)
  }

  private var matcher: DisparityMatcher {
    var matcher = DisparityMatcher()
    matcher.search = search
    matcher.smallestSurface = speckle
    matcher.refinement.rounds = rounds
    matcher.refinement.noise = noise
    matcher.fills = dense
    return matcher
  }

  private var search: DisparityMatcher.Search {
    if method == .block {
      var blocks = BlockMatcher()
      (blocks.disparities, blocks.minimum) = (disparities, minimum)
      (blocks.window, blocks.texture) = (window, texture)
      (blocks.uniqueness, blocks.consistency) = (uniqueness, consistency)
      return .block(blocks)
    }
    var ways = SemiGlobalMatcher()
    (ways.disparities, ways.minimum) = (disparities, minimum)
    ways.ways = paths.ways
    (ways.step, ways.jump, ways.leastJump) = (smallStep, largeStep, leastLargeStep)
    (ways.uniqueness, ways.consistency) = (uniqueness, consistency)
    return .semiGlobal(ways)
  }

  private func frames(of map: DisparityMap, _ validity: Validity) -> [String: any AnyFrame] {
    let validity = map.unmatched.map { validity.union(Validity($0)) } ?? validity
    return [
      "disparity": Frame<Disparity>(map.disparities, validity: validity, properties: .init()),
      "deviation": Frame<Disparity>(map.deviation, validity: validity, properties: .init()),
    ]
  }
}
