/// A picture of one domain, whole or a band of its rows, with the validity of every pixel.
///
/// The plain engine moves whole frames. The banded engine moves bands: the same type with fewer
/// rows, so that a stage is written once.
public struct Frame<D: Domain>: Sendable, Equatable {
  /// Width and height of the whole picture.
  public let size: Size
  /// The rows that are held here.
  public let rows: Range<Int>
  /// The samples of those rows.
  public let samples: D.Samples
  /// The validity of those rows.
  public let validity: Validity
  /// What must be known to read the samples; site parities count from row 0 of the whole picture.
  public let properties: D.Properties

  /// A whole picture.
  ///
  /// - Parameters:
  ///   - samples: the planes.
  ///   - validity: of every pixel; nil says that all are valid.
  ///   - properties: what must be known.
  public init(_ samples: D.Samples, validity: Validity? = nil, properties: D.Properties) {
    self.init(
      samples, rows: 0..<samples.size.height, of: samples.size, validity: validity,
      properties: properties)
  }

  /// A band of a picture.
  ///
  /// - Precondition: samples and validity are as wide as the picture and as high as `rows`.
  public init(
    _ samples: D.Samples, rows: Range<Int>, of size: Size, validity: Validity? = nil,
    properties: D.Properties
  ) {
    precondition(samples.size == Size(size.width, rows.count), "samples fill the rows")
    precondition(rows.lowerBound >= 0 && rows.upperBound <= size.height, "rows within the picture")
    let validity = validity ?? Validity(allValid: samples.size)
    precondition(validity.size == samples.size, "validity covers the samples")
    self.size = size
    self.rows = rows
    self.samples = samples
    self.validity = validity
    self.properties = properties
  }

  /// The region of `samples` that holds the given rows of the picture.
  private func held(_ wanted: Range<Int>) -> Region {
    precondition(
      wanted.lowerBound >= rows.lowerBound && wanted.upperBound <= rows.upperBound,
      "rows held here")
    return Region(
      x: 0, y: wanted.lowerBound - rows.lowerBound, width: size.width, height: wanted.count)
  }

  /// A view of some of the rows held here, still as a band of the same picture.
  public func band(_ wanted: Range<Int>) -> Frame {
    let region = held(wanted)
    return Frame(
      samples.view(region), rows: wanted, of: size, validity: validity.view(region),
      properties: properties)
  }

  /// Some rows of the picture that is left when this one is cut to `region`.
  ///
  /// - Parameters:
  ///   - region: what is kept of the whole picture.
  ///   - wanted: rows of the cut picture; the rows they come from are held here.
  /// - Returns: a band of the cut picture.
  public func cut(to region: Region, rows wanted: Range<Int>) -> Frame {
    precondition(size.bounds.contains(region), "the region lies inside the picture")
    let held = held(wanted.lowerBound + region.y..<wanted.upperBound + region.y)
    let part = Region(x: region.x, y: held.y, width: region.size.width, height: wanted.count)
    return Frame(
      samples.view(part), rows: wanted, of: region.size, validity: validity.view(part),
      properties: D.shifted(properties, x: region.x, y: region.y))
  }

  /// The picture that consecutive bands make.
  ///
  /// - Precondition: at least one band; each begins where the one before ends.
  public static func joined(_ bands: [Frame]) -> Frame {
    let first = bands[0]
    if bands.count == 1 { return first }
    var rows = first.rows
    for band in bands.dropFirst() {
      precondition(band.rows.lowerBound == rows.upperBound, "bands are consecutive")
      precondition(band.size == first.size, "bands of one picture")
      rows = rows.lowerBound..<band.rows.upperBound
    }
    var validity = Validity(allValid: Size(first.size.width, rows.count))
    if bands.contains(where: { $0.validity.defects != nil }) {
      let planes = bands.map { band in
        band.validity.defects ?? Plane(size: band.validity.size, repeating: 0)
      }
      validity = Validity(.stacked(planes))
    }
    return Frame(
      .stacked(bands.map(\.samples)), rows: rows, of: first.size, validity: validity,
      properties: first.properties)
  }
}
