import Kernels
import Raster
import Rig

/// All pictures on a canvas of few pixels, on which light and seams are found.
struct MosaicOverview: Sendable {
  /// Each `factor`th pixel of the mosaic, across and down.
  let factor: Int
  /// The canvas with so few pixels.
  let canvas: MosaicCanvas
  /// Each picture on its part of it.
  let parts: [Part]

  /// What one picture shows on its part of the canvas.
  struct Part: Sendable {
    /// Where it lies.
    let region: Region
    /// Light, a plane for each colour; 0 where nothing is known.
    let planes: [Plane<Float>]
    /// In grey.
    let grey: Plane<Float>
    /// Not 0 where nothing is known.
    let missing: Plane<UInt8>
    /// ``MosaicView/squareFromMiddle(_:)`` of each pixel.
    let squares: Plane<Float>
    /// ``MosaicView/depth(_:)`` of each pixel; 0 where a displacement was not measured.
    let depths: Plane<Float>
    /// ``squares``, more where the pixel is displaced: what others show is rather taken.
    let farness: Plane<Float>
  }

  /// How many pixels there are at most.
  private static let mostPixels = 500_000

  /// Puts pictures on a small canvas.
  init(
    _ pictures: [MosaicPicture], _ views: [MosaicView], _ canvas: MosaicCanvas,
    _ context: FilterContext
  ) {
    var factor = 1
    while canvas.reduced(by: factor).size.area > Self.mostPixels { factor *= 2 }
    self.factor = factor
    let small = canvas.reduced(by: factor)
    self.canvas = small
    parts = zip(pictures, views).map { picture, view in
      Part(picture, view, small, factor: factor, context)
    }
  }
}

extension MosaicOverview.Part {
  fileprivate init(
    _ picture: MosaicPicture, _ view: MosaicView, _ canvas: MosaicCanvas, factor: Int,
    _ context: FilterContext
  ) {
    var (planes, missing) = (picture.light(in: picture.size.bounds), picture.missing)
    var step = 1
    while step < factor {
      let halves = planes.map {
        HalvingFilter().applied(to: $0, without: missing, in: context)
      }
      (planes, missing) = (halves.map(\.plane), halves[0].unknown)
      step *= 2
    }
    let region = canvas.region(of: view)
    let rays = canvas.rays(region)
    let share = Double(factor)
    @Sendable func pixel(_ x: Int, _ y: Int) -> ImagePoint {
      ImagePoint(Double(region.x + x) * share, Double(region.y + y) * share)
    }
    @Sendable func place(_ x: Int, _ y: Int) -> ImagePoint? {
      view.position(rays.direction(x: x, y: y), at: pixel(x, y))
    }
    let table = ResampleTable(
      size: region.size, source: planes[0].size, interpolation: .bilinear,
      threads: context.threads
    ) { x, y in place(x, y).map { ($0.x / share, $0.y / share) } }
    let marks = table.defects(of: missing, threads: context.threads, isa: context.isa)
    let seen = planes.map {
      table.resampled($0, without: marks, threads: context.threads, isa: context.isa)
    }
    func plane(_ value: (_ place: ImagePoint, _ pixel: ImagePoint) -> Double) -> Plane<Float> {
      Plane(size: region.size) { y, row in
        for x in row.indices { row[x] = place(x, y).map { Float(value($0, pixel(x, y))) } ?? 0 }
      }
    }
    self.region = region
    self.planes = seen
    grey = seen.count == 1 ? seen[0] : RGBPlanes(planes: seen).luma
    self.missing = marks ?? Plane(size: region.size, repeating: 0)
    squares = plane { place, _ in view.squareFromMiddle(place) }
    depths = plane { place, pixel in view.isSure(of: pixel) ? view.depth(place) : 0 }
    farness = view.displacement == nil ? squares : squares.mapped { $0 + 1 }
  }
}
