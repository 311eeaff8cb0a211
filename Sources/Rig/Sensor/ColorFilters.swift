import Raster
import Settings

/// What stands before the pixels of a sensor, in the words of files and commands.
public enum ColorFilters: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// Red and green over green and blue.
  case rggb = "RGGB"
  /// Blue and green over green and red.
  case bggr = "BGGR"
  /// Green and red over blue and green.
  case grbg = "GRBG"
  /// Green and blue over red and green.
  case gbrg = "GBRG"
  /// Nothing: every pixel sees the same light.
  case absent = "none"

  /// The filters of a pattern.
  ///
  /// - Parameter pattern: colours of the first cell; nil where there are no filters.
  public init(_ pattern: BayerPattern?) {
    switch pattern {
    case .rggb: self = .rggb
    case .bggr: self = .bggr
    case .grbg: self = .grbg
    case .gbrg: self = .gbrg
    case nil: self = .absent
    }
  }

  /// Colours of the first cell; nil where there are no filters.
  public var pattern: BayerPattern? { BayerPattern(rawValue: rawValue) }
  /// The word.
  public var description: String { rawValue }
}

extension ValueKind<BayerPattern?> {
  /// A Bayer pattern, or `none`.
  static var filters: Self {
    ValueKind<ColorFilters>.choice.mapped(\.pattern, back: ColorFilters.init)
  }
}
