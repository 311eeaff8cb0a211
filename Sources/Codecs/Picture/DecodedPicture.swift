import Diagnostics
import Raster

/// A picture file as it was stored: codes, not light.
///
/// Nothing is scaled: palettes are looked up and transparent colours become an alpha plane, but a
/// code of 1, 2, 4, 10, 12, 14 or 16 bits stays that code. No gamma, no colour profile is applied.
public struct DecodedPicture: Sendable {
  /// Planes of codes, one a channel, all of one size.
  public enum Samples: Sendable, Equatable {
    /// Codes of at most 8 bits.
    case u8([Plane<UInt8>])
    /// Codes of 9 to 16 bits.
    case u16([Plane<UInt16>])
    /// Numbers, of a PFM or PDS3 file.
    case f32([Plane<Float>])
  }

  /// Width and height in pixels.
  public var size: Size
  /// What the planes stand for, in their order.
  public var channels: Channels
  /// The planes, as many as ``Channels/count``.
  public var samples: Samples
  /// Bits that the file gives a sample: 1 to 16, or 32 of numbers.
  public var bits: Int
  /// Bits that mean something, as the file declares them; else the same as ``bits``.
  ///
  /// This says how many, not where they lie: codes stay as stored.
  public var validBits: Int
  /// The name of the format: `PNG`, `JPEG`, `PGM`, `PPM`, `PFM`, `PDS3`, `raw`.
  public var format: String
  /// Whether the file stores rows in several passes (interlaced PNG, progressive JPEG).
  public var isInterlaced: Bool
  /// Key and value of every text in the file, in its order.
  public var texts: [Text]
  /// What was strange and left every pixel as it was sent.
  public var warnings: Warnings

  /// One text in a picture file.
  public struct Text: Sendable, Hashable {
    /// What it is about, 1 to 79 characters: `Software`, `Description`.
    public var key: String
    /// The text.
    public var value: String

    /// A text from its parts.
    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// A picture from its parts.
  public init(
    size: Size, channels: Channels, samples: Samples, bits: Int, validBits: Int? = nil,
    format: String, isInterlaced: Bool = false, texts: [Text] = [], warnings: Warnings = Warnings()
  ) {
    self.size = size
    self.channels = channels
    self.samples = samples
    self.bits = bits
    self.validBits = validBits ?? bits
    self.format = format
    self.isInterlaced = isInterlaced
    self.texts = texts
    self.warnings = warnings
  }
}

/// What the planes of a picture stand for.
public enum Channels: String, Sendable, Hashable, CaseIterable {
  /// Grey, or the codes of a mosaic.
  case gray
  /// Grey and alpha (0 = transparent).
  case grayAlpha = "gray-alpha"
  /// Red, green, blue.
  case rgb
  /// Red, green, blue, alpha (0 = transparent).
  case rgba
  /// Cyan, magenta, yellow, black.
  case cmyk
  /// Cyan, magenta, yellow, black, counted backwards: 255 = no ink (as Adobe writes them).
  case invertedCMYK = "inverted-cmyk"

  /// Planes.
  public var count: Int {
    switch self {
    case .gray: 1
    case .grayAlpha: 2
    case .rgb: 3
    case .rgba, .cmyk, .invertedCMYK: 4
    }
  }
}

/// What was strange about a file and left every pixel as it was sent.
public struct Warnings: Sendable, Hashable {
  /// How many there were.
  public var count: Int
  /// The first of them, at most eight of a library and one or two of ours.
  public var messages: [String]

  /// Warnings from their parts.
  public init(count: Int = 0, messages: [String] = []) {
    self.count = count
    self.messages = messages
  }

  mutating func add(_ message: String) {
    count += 1
    messages.append(message)
  }
}
