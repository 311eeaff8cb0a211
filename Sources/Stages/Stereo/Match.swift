import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings
import Stereo

/// Finds how far apart the two pictures of a rectified pair show each pixel.
public struct Match: FrameStage {
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

  /// How many disparities are looked at.
  public var disparities = 64
  /// The least of them.
  public var minimum = 0
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
    "Finds disparities between the pictures of a rectified pair by semi-global matching."
  /// The parameters.
  public static let table = Table<Match>([
    .integer(
      "disparities", \.disparities, unit: "px", range: 1...1024,
      "How many disparities are looked at; the largest is what the nearest thing has."),
    .integer(
      "minimum", \.minimum, unit: "px", range: -1024...1024,
      "The least disparity; below 0 where the cameras look towards each other."),
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
      "By how much the cost of any other disparity must be higher, its neighbours' apart."),
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

  /// Penalties grow.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    if let disorder { findings.add(node.diagnostic(disorder, remedy: Self.remedyOfDisorder)) }
  }

  /// What is wrong with the penalties.
  private var disorder: String? {
    if smallStep <= leastLargeStep && leastLargeStep <= largeStep { return nil }
    return "smallStep \(smallStep), leastLargeStep \(leastLargeStep), largeStep \(largeStep) do not"
      + " grow"
  }

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
    let map = matcher.matched(try GreyPair(left, right), threads: threads)
    return frames(of: map, left.validity)
  }

  private var matcher: DisparityMatcher {
    var matcher = DisparityMatcher()
    matcher.search.disparities = disparities
    matcher.search.minimum = minimum
    matcher.search.ways = paths.ways
    matcher.search.step = smallStep
    matcher.search.jump = largeStep
    matcher.search.leastJump = leastLargeStep
    matcher.search.uniqueness = uniqueness
    matcher.search.consistency = consistency
    matcher.smallestSurface = speckle
    matcher.refinement?.rounds = max(1, rounds)
    matcher.refinement?.noise = noise
    if rounds == 0 { matcher.refinement = nil }
    matcher.fills = dense
    return matcher
  }

  private func frames(of map: DisparityMap, _ validity: Validity) -> [String: any AnyFrame] {
    var validity = validity
    if let unmatched = map.unmatched {
      validity = validity.union(
        Validity(unmatched.mapped { $0 == 0 ? 0 : Defects.unmatched.rawValue }))
    }
    return [
      "disparity": Frame<Disparity>(map.disparities, validity: validity, properties: .init()),
      "deviation": Frame<Disparity>(map.deviation, validity: validity, properties: .init()),
    ]
  }
}

extension GreyPair {
  /// Both pictures in grey.
  ///
  /// - Throws: a failure where one is light and the other codes.
  fileprivate init(_ left: any AnyFrame, _ right: any AnyFrame) throws(Failure) {
    let validity = (left: left.validity, right: right.validity)
    if let a = left.lightInGrey, let b = right.lightInGrey {
      self.init(leftLight: a, rightLight: b, validity: validity)
    } else if let a = left.codesInGrey, let b = right.codesInGrey {
      self.init(left: a, right: b, validity: validity)
    } else {
      throw Failure(
        "the left picture is \(left.domainName), the right one \(right.domainName)",
        remedy: "give both pictures as light, or both as display codes")
    }
  }
}

extension AnyFrame {
  /// Grey of light; nil of other pictures.
  fileprivate var lightInGrey: Plane<Float>? {
    switch self {
    case let frame as Frame<LinearGray>: frame.samples
    case let frame as Frame<LinearRGB>: frame.samples.grey
    default: nil
    }
  }

  /// Grey of display codes, 0 to 255 with fractions; nil of other pictures.
  fileprivate var codesInGrey: Plane<Float>? {
    switch self {
    case let frame as Frame<DisplayGray>:
      switch frame.samples {
      case .eight(let plane): plane.mapped { Float($0) }
      case .sixteen(let plane): plane.mapped { Float($0) / 257 }
      }
    case let frame as Frame<DisplayRGB>:
      switch frame.samples {
      case .eight(let planes): planes.mapped { Float($0) }.grey
      case .sixteen(let planes): planes.mapped { Float($0) / 257 }.grey
      }
    default: nil
    }
  }
}

extension RGBPlanes<Float> {
  /// Luma after ITU-R BT.601.
  fileprivate var grey: Plane<Float> {
    Plane(size: size) { y, out in
      let (red, green, blue) = (self.red.row(y), self.green.row(y), self.blue.row(y))
      for x in out.indices { out[x] = 0.299 * red[x] + 0.587 * green[x] + 0.114 * blue[x] }
    }
  }
}

extension RGBPlanes {
  fileprivate func mapped(_ transform: (S) -> Float) -> RGBPlanes<Float> {
    RGBPlanes<Float>(
      red: red.mapped(transform), green: green.mapped(transform), blue: blue.mapped(transform))
  }
}
