/// Why a pixel is no data.
///
/// A pixel without any of these is valid.
public struct Defects: OptionSet, Sendable, Hashable {
  /// One bit a reason.
  public let rawValue: UInt8

  /// Defects from their bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Never arrived, or damaged on the way.
  public static let lost = Defects(rawValue: 1)
  /// The sensor's pixel is dead, hot or otherwise known to lie.
  public static let badPixel = Defects(rawValue: 2)
  /// At or above the white level.
  public static let saturated = Defects(rawValue: 4)
  /// Beyond what the camera saw: warp borders, empty parts of a mosaic of frames.
  public static let outside = Defects(rawValue: 8)
  /// Not found in another picture: hidden there, or not told apart from its surroundings.
  public static let unmatched = Defects(rawValue: 16)

  /// Every reason with its name, in the order of the bits.
  public static let named: [(name: String, defect: Defects)] = [
    ("lost", .lost), ("bad-pixel", .badPixel), ("saturated", .saturated), ("outside", .outside),
    ("unmatched", .unmatched),
  ]
}

/// Which pixels of a frame are data, and why the others are not.
public struct Validity: Sendable, Equatable {
  /// Width and height of the frame.
  public let size: Size
  /// One byte of ``Defects`` a pixel, or nil where every pixel is valid.
  public let defects: Plane<UInt8>?

  /// Every pixel is valid.
  public init(allValid size: Size) {
    self.size = size
    defects = nil
  }

  /// Validity from a byte of ``Defects`` a pixel.
  public init(_ defects: Plane<UInt8>) {
    size = defects.size
    self.defects = defects
  }

  /// Marks that were made of a picture of some size.
  ///
  /// - Parameters:
  ///   - defects: ``Defects`` of each pixel; nil says that all are valid.
  ///   - size: of the picture.
  public init(_ defects: Plane<UInt8>?, size: Size) {
    precondition((defects?.size ?? size) == size, "marks for every pixel")
    (self.size, self.defects) = (size, defects)
  }

  /// ``Defects/unmatched`` where a number is not known, which stands as +∞.
  public init(knownIn numbers: Plane<Float>) {
    self.init(numbers.mapped { $0.isFinite ? 0 : Defects.unmatched.rawValue })
  }

  /// The defects of one pixel.
  public subscript(x: Int, y: Int) -> Defects {
    Defects(rawValue: defects?[x, y] ?? 0)
  }

  /// A view of part of it.
  public func view(_ region: Region) -> Validity {
    guard let defects else { return Validity(allValid: region.size) }
    return Validity(defects.view(region))
  }

  /// The defects, to be added to.
  public var builder: PlaneBuilder<UInt8> {
    if let defects { return PlaneBuilder(copying: defects) }
    return PlaneBuilder(size: size, repeating: 0)
  }

  /// The same with a defect added to some pixels, each within the frame.
  public func marking(_ pixels: [(x: Int, y: Int)], _ defect: Defects) -> Validity {
    if pixels.isEmpty { return self }
    var marks = builder
    for (x, y) in pixels { marks[x, y] |= defect.rawValue }
    return Validity(marks.finish())
  }

  /// Pixels with any of the given defects.
  public func count(of wanted: Defects) -> Int {
    guard let defects else { return 0 }
    var total = 0
    for y in 0..<size.height {
      let row = defects.row(y)
      for x in row.indices where row[x] & wanted.rawValue != 0 { total += 1 }
    }
    return total
  }

  /// Runs of rows all of whose pixels have a defect.
  public func rows(all wanted: Defects) -> [Range<Int>] {
    guard let defects, size.width > 0 else { return [] }
    var runs: [Range<Int>] = []
    for y in 0..<size.height {
      let row = defects.row(y)
      guard row.indices.allSatisfy({ row[$0] & wanted.rawValue != 0 }) else { continue }
      if let last = runs.last, last.upperBound == y {
        runs[runs.count - 1] = last.lowerBound..<y + 1
      } else {
        runs.append(y..<y + 1)
      }
    }
    return runs
  }

  /// Pixels that are no data.
  public var invalidCount: Int { count(of: Defects(rawValue: .max)) }

  /// The defects of both.
  ///
  /// - Precondition: the same size.
  public func union(_ other: Validity) -> Validity {
    precondition(size == other.size, "the same size")
    guard let defects else { return other }
    guard let others = other.defects else { return self }
    return Validity(
      Plane(size: size) { y, out in
        let (a, b) = (defects.row(y), others.row(y))
        for x in a.indices { out[x] = a[x] | b[x] }
      })
  }

  /// The defects that a pixel meets within `radius` rows and columns, for the rows asked for.
  ///
  /// What is estimated from a neighbourhood is only as good as the worst pixel in it.
  ///
  /// - Parameters:
  ///   - radius: how far the neighbourhood reaches; 0 or more.
  ///   - rows: the rows of the answer, within the height.
  ///   - wrapping: whether the frame repeats beyond its edges, so that a pixel there meets those of
  ///     the other side; no other border brings pixels from further away than `radius`.
  /// - Returns: as many rows as asked for.
  public func spread(by radius: Int, rows: Range<Int>, wrapping: Bool = false) -> Validity {
    guard let defects, size.width > 0, !rows.isEmpty else {
      return Validity(allValid: Size(size.width, rows.count))
    }
    return Validity(defects.spread(by: radius, rows: rows, wrapping: wrapping))
  }
}
