/// What the codes of a mosaic mean: where black and white lie, and how the codes were made.
///
/// Carried from the file's declaration or from the rig; never inferred from the samples.
public struct Levels: Sendable, Hashable {
  /// The code of no light at each site of the 2×2 cell, row by row from the top left.
  public var black: [Float]
  /// The code at which a pixel is saturated.
  public var white: Float
  /// How many low bits of a code carry information: 1 to 16.
  public var validBits: Int
  /// How codes relate to light.
  public var companding: Companding

  /// Levels from their parts.
  ///
  /// - Parameters:
  ///   - black: code of no light, the same at all four sites.
  ///   - white: code of saturation, above black.
  ///   - validBits: low bits of a code that carry information.
  ///   - companding: how codes relate to light.
  public init(
    black: Float = 0, white: Float, validBits: Int, companding: Companding = .linear
  ) {
    self.init(
      blackPerSite: [black, black, black, black], white: white, validBits: validBits,
      companding: companding)
  }

  /// Levels whose black differs from site to site.
  ///
  /// - Precondition: four blacks, all below white, and 1 to 16 valid bits.
  public init(
    blackPerSite black: [Float], white: Float, validBits: Int, companding: Companding = .linear
  ) {
    precondition(black.count == 4, "a Bayer cell has four sites")
    precondition(black.allSatisfy { $0 < white }, "black lies below white")
    precondition((1...16).contains(validBits), "1 to 16 valid bits")
    self.black = black
    self.white = white
    self.validBits = validBits
    self.companding = companding
  }

  /// Levels of codes of which nothing more is known than their number of bits.
  public static func codes(bits: Int) -> Levels {
    Levels(white: Float((1 << bits) - 1), validBits: bits)
  }
}

/// How the codes of a frame relate to light.
public enum Companding: Sendable, Hashable {
  /// In proportion.
  case linear
  /// Square root: `code = full · √(linear / linearFull)`, from `linearBits` bits.
  case squareRoot(linearBits: Int)
  /// By a table: entry `code` is the linear code of `linearBits` bits.
  case table([UInt16], linearBits: Int)

  /// Bits of a linear code; nil where codes are linear already.
  public var linearBits: Int? {
    switch self {
    case .linear: nil
    case .squareRoot(let linearBits), .table(_, let linearBits): linearBits
    }
  }

  /// `linear`, `square-root` or `table`, as configuration names it.
  public var name: String {
    switch self {
    case .linear: "linear"
    case .squareRoot: "square-root"
    case .table: "table"
    }
  }
}
