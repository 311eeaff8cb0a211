import Diagnostics
import ExactMath
import Kernels
import Raster
import Rig

/// Puts pictures of one scene together.
///
/// Pictures are registered to each other, placed on a canvas so that all links agree, freed of
/// fall-off and brought to one exposure, parted along seams where they agree, and blended there.
public struct Stitcher: Sendable, Hashable {
  /// How pictures are registered.
  public var registration = PairRegistration()
  /// How directions become places; nil chooses.
  public var projection: MosaicProjection?
  /// How pictures are blended.
  public var blend = MultibandBlend()
  /// How pictures are resampled.
  public var interpolation = Interpolation.bicubic
  /// How many times as large as all pictures the mosaic may be.
  public var largest = 8.0
  /// How far rotations of a camera may be from explaining all links, as a root mean square in
  /// pixels; beyond it pictures are taken to show a plane.
  public var mostRotationError = 3.0
  /// Whether it is said where each pixel comes from.
  public var isIndexed = false

  /// Settings that suit most pictures.
  public init() {}

  /// What comes of it.
  public struct Result: Sendable {
    /// The mosaic, in the form of the first picture; 0 where it is empty, else codes are 1 or more.
    public let picture: MosaicPicture
    /// Where each pixel comes from, where that was asked for.
    public let index: MosaicIndex?
    /// Where each pixel looks.
    public let canvas: MosaicCanvas
    /// The picture in whose light, and in whose plane or from whose direction, the mosaic is seen.
    public let reference: Int
    /// How the pictures lie.
    public let placements: Placements
    /// Which pictures show the same.
    public let links: [MosaicLink]
    /// Pictures that were displaced pixel by pixel, each with the one that it then agrees with.
    public let displaced: [(picture: Int, other: Int)]
    /// How far positions that belong together are apart: the root mean square over all links, in
    /// pixels.
    public let rms: Double
    /// By how much the pictures differed.
    public let light: LightBalance
    /// What the light of the reference was multiplied with, so that codes hold all; at most 1.
    public let scale: Double
  }

  /// How pictures lie: as parts of a plane, or as what a camera saw.
  public struct Placements: Sendable {
    /// From each picture to the plane of the reference, where they show a plane.
    public let homographies: [Homography]?
    /// The camera of each picture, where it turned: the reference looks along z.
    public let cameras: [CameraModel]?
  }

  /// Stitches.
  ///
  /// - Parameters:
  ///   - pictures: 2 to 64, of one form and as many colours.
  ///   - context: threads and instruction set.
  /// - Returns: the mosaic.
  /// - Throws: a failure with figures where pictures do not show the same, or where the mosaic
  ///   would become too large.
  public func stitched(
    _ pictures: [MosaicPicture], in context: FilterContext = FilterContext()
  ) throws(Failure) -> Result {
    try check(pictures)
    let placed = try placed(pictures, context)
    let (layout, canvas, reference) = (placed.layout, placed.layout.canvas, placed.reference)
    // From here on, planes have other sizes.
    if pictures.count > 2 { UnusedMemory.free() }
    let overview = MosaicOverview(pictures, layout.views, canvas, context)
    let light = LightBalance(overview, reference: reference)
    let even = overview.even(light, threads: context.threads)
    let seams = SeamForest(overview, even: even)
    // Light has no largest number, codes have.
    let scale = pictures[0].isLight ? 1 : overview.headroom(even)
    let layers = pictures.indices.map { index in
      MosaicLayer(
        pictures[index], layout.views[index], region: canvas.region(of: layout.views[index]),
        light: LayerLight(light, index: index, scale: scale), interpolation)
    }
    let tiles = MosaicTiles(
      canvas, layers, seams: seams.choices, factor: overview.factor, blend)
    let made = MosaicAssembly(tiles: tiles, context: context).assembled(name: "mosaic")
    return Result(
      picture: made.picture,
      index: isIndexed ? MosaicIndex(made.choices, canvas, layout.views) : nil, canvas: canvas,
      reference: reference, placements: layout.placements, links: placed.network.links,
      displaced: placed.displaced, rms: layout.rms,
      light: light, scale: scale)
  }

  /// Pictures in their places.
  private struct Placed {
    let layout: MosaicLayout
    let network: MosaicNetwork
    let reference: Int
    let displaced: [(picture: Int, other: Int)]
  }

  /// Where pictures lie: by their cameras where these are known, else by themselves.
  private func placed(
    _ pictures: [MosaicPicture], _ context: FilterContext
  ) throws(Failure) -> Placed {
    let sizes = pictures.map(\.size)
    let cameras = pictures.compactMap(\.camera)
    let (prepared, network): ([PairRegistration.Prepared], MosaicNetwork)
    let reference: Int
    var layout: MosaicLayout
    if cameras.count == pictures.count {
      prepared = self.prepared(pictures, .thorough, context)
      let ground = MosaicSurface(up: Vector3(0, 0, 1), height: 0)
      network = MosaicNetwork(prepared, cameras, ground, registration.matcher, context)
      reference = network.reference(of: pictures.count)
      let pairs = network.links.map {
        (first: $0.first, second: $0.second, pairs: $0.registration.pairs.map(\.reversed))
      }
      layout = try MosaicLayout(
        CameraAdjustment(cameras, links: pairs), sizes: sizes, wanted: projection)
    } else {
      (prepared, network) = registered(pictures, context)
      try network.check(pictures.map(\.name))
      reference = network.reference(of: pictures.count)
      layout = try MosaicLayout(
        network, sizes: sizes, reference: reference, wanted: projection,
        mostError: mostRotationError)
    }
    let area = sizes.reduce(0) { $0 + $1.area }
    guard Double(layout.canvas.size.area) <= largest * Double(area) else {
      throw Failure(
        "the mosaic would have \(layout.canvas.size) pixels, more than \(largest) times as many"
          + " as all pictures",
        remedy: "show what lies far to the sides on a cylinder (projection: cylinder)")
    }
    let displaced = layout.displace(network, prepared, reference: reference, context)
    return Placed(layout: layout, network: network, reference: reference, displaced: displaced)
  }

  /// Which pictures show the same, by few features where these are beyond doubt.
  private func registered(
    _ pictures: [MosaicPicture], _ context: FilterContext
  ) -> ([PairRegistration.Prepared], MosaicNetwork) {
    var (prepared, network) = ([PairRegistration.Prepared](), MosaicNetwork())
    for effort in [PairRegistration.Effort.quick, .thorough] {
      prepared = self.prepared(pictures, effort, context)
      network = MosaicNetwork(prepared, registration, context)
      if network.isBeyondDoubt(of: pictures.count) { break }
    }
    return (prepared, network)
  }

  /// Pictures with their features: beside each other, as rows of one are shared by fewer.
  private func prepared(
    _ pictures: [MosaicPicture], _ effort: PairRegistration.Effort, _ context: FilterContext
  ) -> [PairRegistration.Prepared] {
    let inner = FilterContext(threads: max(1, context.threads / pictures.count), isa: context.isa)
    return concurrentMap(count: pictures.count, threads: context.threads) { index in
      let picture = pictures[index]
      let grey = picture.grey(threads: inner.threads)
      return registration.prepared(
        picture.isLight ? grey.evenLight(picture.holes) : grey, validity: picture.holes,
        effort: effort, context: inner)
    }
  }

  private func check(_ pictures: [MosaicPicture]) throws(Failure) {
    guard (2...SeamForest.most).contains(pictures.count) else {
      throw Failure(
        "\(pictures.count) pictures are given", remedy: "give 2 to \(SeamForest.most) pictures")
    }
    for picture in pictures where picture.colors != pictures[0].colors {
      throw Failure(
        "\(pictures[0].name) has \(pictures[0].colors) colours, \(picture.name) \(picture.colors)",
        remedy: "give all pictures in the same form")
    }
  }
}

extension MosaicPicture {
  /// Whether samples are light, not codes of a display.
  fileprivate var isLight: Bool { if case .floats = samples { true } else { false } }

  /// What does not tell what was seen.
  fileprivate var holes: Validity { Validity(missing, size: size) }
}
