/// What a frame holds: the kind of its samples and what must be known to read them.
public protocol Domain: Sendable {
  /// The planes of samples.
  associatedtype Samples: PlaneSet
  /// What must be known beside the samples.
  associatedtype Properties: Sendable, Equatable
  /// The name of the domain, as pipelines and messages write it.
  static var name: String { get }
  /// What the frame holds when it is cut at column `x` and row `y`.
  static func shifted(_ properties: Properties, x: Int, y: Int) -> Properties
}

extension Domain {
  /// Cutting changes nothing where there is no colour filter array.
  public static func shifted(_ properties: Properties, x: Int, y: Int) -> Properties {
    properties
  }
}

/// Sensor codes behind a colour filter array, black included.
public enum Mosaic: Domain {
  /// The pattern and the meaning of the codes.
  public struct Properties: Sendable, Equatable {
    /// Which colour stands where.
    public var pattern: BayerPattern
    /// What the codes mean.
    public var levels: Levels

    /// Properties from their parts.
    public init(pattern: BayerPattern, levels: Levels) {
      self.pattern = pattern
      self.levels = levels
    }
  }
  /// One plane of codes.
  public typealias Samples = Plane<UInt16>
  /// `Mosaic`.
  public static let name = "Mosaic"

  /// Pattern and black levels move with the origin.
  public static func shifted(_ properties: Properties, x: Int, y: Int) -> Properties {
    var result = properties
    result.pattern = properties.pattern.shifted(x: x, y: y)
    let black = properties.levels.black
    result.levels.black = (0..<4).map { black[($0 ^ (x & 1)) ^ ((y & 1) << 1)] }
    return result
  }
}

/// Light behind a colour filter array: black = 0, white = 1, values above 1 kept.
public enum Radiance: Domain {
  /// The pattern.
  public struct Properties: Sendable, Equatable {
    /// Which colour stands where.
    public var pattern: BayerPattern

    /// Properties from their parts.
    public init(pattern: BayerPattern) {
      self.pattern = pattern
    }
  }
  /// One plane.
  public typealias Samples = Plane<Float>
  /// `Radiance`.
  public static let name = "Radiance"

  /// The pattern moves with the origin.
  public static func shifted(_ properties: Properties, x: Int, y: Int) -> Properties {
    Properties(pattern: properties.pattern.shifted(x: x, y: y))
  }
}

/// What must be known of a linear picture.
public struct LinearProperties: Sendable, Equatable {
  /// Whose primaries the colours are given in.
  public enum Primaries: String, Sendable, Equatable {
    /// The camera's own filters.
    case camera
    /// Those of sRGB (ITU-R BT.709, D65).
    case sRGB
  }
  /// Whether neutral objects have equal red, green and blue.
  public var isWhiteBalanced: Bool
  /// Whose primaries.
  public var primaries: Primaries

  /// Properties from their parts.
  public init(isWhiteBalanced: Bool = false, primaries: Primaries = .camera) {
    self.isWhiteBalanced = isWhiteBalanced
    self.primaries = primaries
  }
}

/// Light in three colours: black = 0, white = 1, values above 1 kept.
public enum LinearRGB: Domain {
  /// What must be known.
  public typealias Properties = LinearProperties
  /// Three planes.
  public typealias Samples = RGBPlanes<Float>
  /// `LinearRGB`.
  public static let name = "LinearRGB"
}

/// Light without colour: black = 0, white = 1, values above 1 kept.
public enum LinearGray: Domain {
  /// What must be known.
  public typealias Properties = LinearProperties
  /// One plane.
  public typealias Samples = Plane<Float>
  /// `LinearGray`.
  public static let name = "LinearGray"
}

/// What must be known of a picture made for looking at.
public struct DisplayProperties: Sendable, Equatable {
  /// The tone curve that was applied: `srgb`, `gamma 2.2`, `none`.
  public var transfer: String

  /// Properties from their parts.
  public init(transfer: String) {
    self.transfer = transfer
  }
}

/// A colour picture for looking at, in full-scale codes of 8 or 16 bits.
public enum DisplayRGB: Domain {
  /// What must be known.
  public typealias Properties = DisplayProperties
  /// Three planes of 8 or 16 bits.
  public typealias Samples = DepthChoice<RGBPlanes<UInt8>, RGBPlanes<UInt16>>
  /// `DisplayRGB`.
  public static let name = "DisplayRGB"
}

/// A grey picture for looking at, in full-scale codes of 8 or 16 bits.
public enum DisplayGray: Domain {
  /// What must be known.
  public typealias Properties = DisplayProperties
  /// One plane of 8 or 16 bits.
  public typealias Samples = DepthChoice<Plane<UInt8>, Plane<UInt16>>
  /// `DisplayGray`.
  public static let name = "DisplayGray"
}

/// How far to the left, in pixels, each pixel of the left picture of a rectified pair is seen in
/// the right one; +∞ where nothing is known.
public enum Disparity: Domain {
  /// What must be known.
  public struct Properties: Sendable, Equatable {
    /// Nothing.
    public init() {}
  }
  /// One plane.
  public typealias Samples = Plane<Float>
  /// `Disparity`.
  public static let name = "Disparity"
}

/// Distances, their errors, or heights, in metres; +∞ where nothing is known.
public enum Depth: Domain {
  /// What must be known.
  public struct Properties: Sendable, Equatable {
    /// Nothing.
    public init() {}
  }
  /// One plane.
  public typealias Samples = Plane<Float>
  /// `Depth`.
  public static let name = "Depth"
}

/// Points in metres in the rover frame; +∞ where nothing is known.
public enum XYZ: Domain {
  /// What must be known.
  public struct Properties: Sendable, Equatable {
    /// Nothing.
    public init() {}
  }
  /// Three planes.
  public typealias Samples = XYZPlanes
  /// `XYZ`.
  public static let name = "XYZ"
}

/// Directions that surfaces face, of length 1, in the rover frame; +∞ where nothing is known.
public enum Normals: Domain {
  /// What must be known.
  public struct Properties: Sendable, Equatable {
    /// Nothing.
    public init() {}
  }
  /// Three planes.
  public typealias Samples = XYZPlanes
  /// `Normals`.
  public static let name = "Normals"
}

/// Where the pixels of a mosaic come from.
///
/// Three planes: which of its frames, counted from 1 (0: of none), the column there, and the row.
public enum FrameIndex: Domain {
  /// What must be known.
  public struct Properties: Sendable, Equatable {
    /// In how many parts of a pixel columns and rows are counted.
    public var parts: Int

    /// Properties from their parts.
    public init(parts: Int) {
      self.parts = parts
    }
  }
  /// Three planes.
  public typealias Samples = IndexPlanes
  /// `FrameIndex`.
  public static let name = "FrameIndex"
}

/// What was found out about pictures: one row with the UTF-8 text of one JSON object.
public enum Report: Domain {
  /// What must be known.
  public struct Properties: Sendable, Equatable {
    /// Nothing.
    public init() {}
  }
  /// One row of bytes.
  public typealias Samples = Plane<UInt8>
  /// `Report`.
  public static let name = "Report"
}
