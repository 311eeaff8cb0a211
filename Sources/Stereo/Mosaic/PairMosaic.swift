import Diagnostics
import Kernels
import Raster
import Rig

/// Puts two pictures together in the plane of the first.
///
/// The second picture is registered to the first, both are freed of the fall-off of light and
/// brought to one exposure, the second is resampled, a seam is laid where both agree, and the bands
/// of both are blended there. The result is as large as both together.
public struct PairMosaic: Sendable, Hashable {
  /// How the pictures are registered.
  public var registration = PairRegistration()
  /// How the seam is laid.
  public var seam = SeamFinder()
  /// How the pictures are blended.
  public var blend = MultibandBlend()
  /// How the second picture is resampled.
  public var interpolation = Interpolation.bicubic
  /// How many times as large as both pictures the result may be.
  public var largest = 4.0

  /// Settings that suit most pictures.
  public init() {}

  /// A picture, whole.
  public struct Picture: Sendable {
    /// One plane of grey, or red, green and blue; white at 1.
    public let planes: [Plane<Float>]
    /// What of it is data.
    public let validity: Validity

    /// A picture from its parts.
    ///
    /// - Precondition: one plane or three, all of one size with the validity.
    public init(planes: [Plane<Float>], validity: Validity) {
      precondition(planes.count == 1 || planes.count == 3, "grey or three colours")
      precondition(planes.allSatisfy { $0.size == validity.size }, "marks for every pixel")
      (self.planes, self.validity) = (planes, validity)
    }

    var size: Size { validity.size }
    var grey: Plane<Float> { planes.count == 1 ? planes[0] : RGBPlanes(planes: planes).luma }
  }

  /// What comes of it.
  public struct Result: Sendable {
    /// As many planes as the pictures have; 0 where there is nothing.
    public let picture: Picture
    /// Which picture each pixel is of, as ``SeamFinder/Choice``.
    public let choices: Plane<UInt8>
    /// Where the first pixel of the first picture stands.
    public let origin: (x: Int, y: Int)
    /// How they were registered, from the second picture to the first.
    public let registration: PairRegistration.Result
    /// The exposure of the first picture over that of the second, and the fall-off of both; nil
    /// where too little of the overlap tells.
    public let light: LightAgreement?
  }

  /// Puts them together.
  ///
  /// - Parameters:
  ///   - first: the picture whose plane the result has.
  ///   - second: of as many colours.
  ///   - context: threads and instruction set.
  /// - Returns: both together.
  /// - Throws: a failure with figures where they do not show the same, or where the second would
  ///   become too large.
  public func mosaic(
    _ first: Picture, _ second: Picture, in context: FilterContext = FilterContext()
  ) throws(Failure) -> Result {
    precondition(first.planes.count == second.planes.count, "as many colours")
    let (one, other) = (first.grey, second.grey)
    let found = try registration.registered(
      other, one, validity: (second.validity, first.validity), context: context)
    let canvas = try canvas(first.size, second.size, found.homography)
    let light = LightAgreement.solved(
      first: other, second: one, found.homography, validity: (second.validity, first.validity),
      context: context)
    let left = first.even(light, gain: 1).resampled(
      on: canvas.size, .bilinear, context
    ) { x, y in
      (Double(x - canvas.x), Double(y - canvas.y))
    }
    let back = try inverse(found.homography)
    let right = second.even(light, gain: light?.gain ?? 1).resampled(
      on: canvas.size, interpolation, context
    ) { x, y in
      back.mapped(ImagePoint(Double(x - canvas.x), Double(y - canvas.y))).map { ($0.x, $0.y) }
    }
    let missing = (left.validity.defects, right.validity.defects)
    let choices = seam.choices(left.grey, right.grey, missing: missing)
    let layers = [(left, SeamFinder.Choice.first), (right, .second)].map { picture, choice in
      MultibandBlend.Layer(
        planes: picture.planes, missing: picture.validity.defects,
        weights: choices.mapped { $0 == choice.rawValue ? 1 : 0 })
    }
    let blended = blend.blended(layers, in: context)
    let marks = blended.missing.mapped { $0 == 0 ? 0 : Defects.outside.rawValue }
    return Result(
      picture: Picture(planes: blended.planes, validity: Validity(marks)), choices: choices,
      origin: (canvas.x, canvas.y), registration: found, light: light)
  }

  /// How large the result is, and where the first picture begins in it.
  private func canvas(
    _ first: Size, _ second: Size, _ homography: Homography
  ) throws(Failure) -> (size: Size, x: Int, y: Int) {
    var (left, top) = (0.0, 0.0)
    var (right, bottom) = (Double(first.width - 1), Double(first.height - 1))
    for corner in [(0, 0), (1, 0), (0, 1), (1, 1)] {
      let point = ImagePoint(
        Double(corner.0 * (second.width - 1)), Double(corner.1 * (second.height - 1)))
      let there = homography.mapped(point) ?? ImagePoint(.infinity, .infinity)
      (left, top) = (min(left, there.x), min(top, there.y))
      (right, bottom) = (max(right, there.x), max(bottom, there.y))
    }
    let area = (right - left + 1) * (bottom - top + 1)
    guard area <= largest * Double(first.area + second.area) else {
      throw Failure(
        "in the plane of the first picture the second reaches from \(left), \(top) to"
          + " \(right), \(bottom) px",
        remedy: "stitch what lies far to the sides on a cylinder")
    }
    let (x, y) = (-Int(left.rounded(.down)), -Int(top.rounded(.down)))
    return (Size(x + Int(right.rounded(.up)) + 1, y + Int(bottom.rounded(.up)) + 1), x, y)
  }

  private func inverse(_ homography: Homography) throws(Failure) -> Homography {
    guard let back = homography.inverse else {
      throw Failure(
        "the second picture would become a line", remedy: "give pictures that overlap more")
    }
    return back
  }
}

extension PairMosaic.Picture {
  /// The same without fall-off, its exposure multiplied.
  fileprivate func even(_ light: LightAgreement?, gain: Double) -> PairMosaic.Picture {
    guard let light else { return self }
    let factors = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = Float(gain / light.share(x: x, y: y, in: size)) }
    }
    return PairMosaic.Picture(
      planes: planes.map { $0.merged(factors) { $0 * $1 } }, validity: validity)
  }

  /// The same seen elsewhere; `outside` where it shows nothing.
  fileprivate func resampled(
    on canvas: Size, _ interpolation: Interpolation, _ context: FilterContext,
    _ position: @escaping @Sendable (Int, Int) -> ResampleTable.Position?
  ) -> PairMosaic.Picture {
    let table = ResampleTable(
      size: canvas, source: size, interpolation: interpolation, threads: context.threads,
      position: position)
    let marks = table.defects(
      of: validity.defects, threads: context.threads, isa: context.isa)
    let planes = planes.map {
      table.resampled($0, without: marks, threads: context.threads, isa: context.isa)
    }
    return PairMosaic.Picture(
      planes: planes, validity: marks.map { Validity($0) } ?? Validity(allValid: canvas))
  }
}
