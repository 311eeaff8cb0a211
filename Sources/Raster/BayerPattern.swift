/// The colours of the four sites of a Bayer cell, row by row from the top left.
public enum BayerPattern: String, Sendable, Hashable, CaseIterable {
  /// Red and green over green and blue.
  case rggb = "RGGB"
  /// Blue and green over green and red.
  case bggr = "BGGR"
  /// Green and red over blue and green.
  case grbg = "GRBG"
  /// Green and blue over red and green.
  case gbrg = "GBRG"

  /// The colour filter in front of one pixel.
  public enum Color: Int, Sendable, Hashable, CaseIterable {
    /// Red.
    case red
    /// Green.
    case green
    /// Blue.
    case blue
  }

  /// The pattern whose red site has these parities.
  ///
  /// - Parameters:
  ///   - redX: column of the red site; only its parity counts.
  ///   - redY: row of the red site; only its parity counts.
  public init(redX: Int, redY: Int) {
    self =
      switch (redX & 1, redY & 1) {
      case (0, 0): .rggb
      case (1, 0): .grbg
      case (0, _): .gbrg
      default: .bggr
      }
  }

  /// Column of the red site in the cell: 0 or 1.
  public var redX: Int { self == .rggb || self == .gbrg ? 0 : 1 }
  /// Row of the red site in the cell: 0 or 1.
  public var redY: Int { self == .rggb || self == .grbg ? 0 : 1 }

  /// The colour at a pixel.
  public func color(x: Int, y: Int) -> Color {
    switch ((x ^ redX) & 1, (y ^ redY) & 1) {
    case (0, 0): .red
    case (1, 1): .blue
    default: .green
    }
  }

  /// Whether a row's own colour, that beside green, is red.
  public func isRedRow(_ y: Int) -> Bool { (y ^ redY) & 1 == 0 }

  /// The parity of the columns at which a row's own colour stands.
  public func ownParity(row y: Int) -> Int { isRedRow(y) ? redX : redX ^ 1 }

  /// The pattern of the picture with rows and columns exchanged.
  public var turned: BayerPattern { BayerPattern(redX: redY, redY: redX) }

  /// The pattern of a picture whose origin lies at `(x, y)` of this one.
  public func shifted(x: Int, y: Int) -> BayerPattern {
    BayerPattern(redX: redX ^ (x & 1), redY: redY ^ (y & 1))
  }
}
