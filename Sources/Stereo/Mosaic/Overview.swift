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
    /// Where in the picture each pixel lies, from 0 at its left edge to 1 at its right one.
    let across: Plane<Float>
    /// From 0 at its upper edge to 1 at its lower one.
    let down: Plane<Float>
    /// ``MosaicView/depth(_:)`` of each pixel; 0 where a displacement was not measured.
    let depths: Plane<Float>
    /// ``squares``, more where the pixel is displaced: what others show is rather taken.
    let farness: Plane<Float>
  }

  /// The light of all parts, in grey, without fall-off and exposure.
  ///
  /// - Parameters:
  ///   - light: by what pictures differ.
  ///   - threads: how many parts are worked on at a time; 1 or more.
  /// - Returns: light of the reference, a plane for each part.
  func even(_ light: LightBalance, threads: Int) -> [Plane<Float>] {
    concurrentMap(count: parts.count, threads: threads) { index in
      let (part, exposures) = (parts[index], light.exposures[index])
      let exposure = exposures.reduce(0, +) / Double(exposures.count)
      let (grey, squares, across, down) = (part.grey, part.squares, part.across, part.down)
      return Plane(size: part.region.size) { y, out in
        let (grey, squares) = (grey.row(y), squares.row(y))
        let (across, down) = (across.row(y), down.row(y))
        for x in out.indices {
          let place = ImagePoint(Double(across[x]), Double(down[x]))
          out[x] =
            grey[x] / Float(exposure * light.factor(index, square: Double(squares[x]), at: place))
        }
      }
    }
  }

  /// How many pixels there are at most.
  private static let mostPixels = 250_000

  /// Puts pictures on a small canvas.
  init(
    _ pictures: [MosaicPicture], _ views: [MosaicView], _ canvas: MosaicCanvas,
    _ context: FilterContext
  ) {
    var factor = 1
    while canvas.reduced(by: factor).size.area > Self.mostPixels { factor *= 2 }
    let reduction = factor
    self.factor = factor
    let small = canvas.reduced(by: factor)
    self.canvas = small
    let inner = FilterContext(threads: max(1, context.threads / pictures.count), isa: context.isa)
    parts = concurrentMap(count: pictures.count, threads: context.threads) { index in
      Part(pictures[index], views[index], small, factor: reduction, inner)
    }
  }
}

extension MosaicOverview.Part {
  fileprivate init(
    _ picture: MosaicPicture, _ view: MosaicView, _ canvas: MosaicCanvas, factor: Int,
    _ context: FilterContext
  ) {
    let small = picture.reduced(by: factor, context)
    let (planes, missing) = (small.light(in: small.size.bounds), small.missing)
    let region = canvas.region(of: view)
    let places = PlacedPixels(view, canvas, region, factor: factor)
    let share = Double(factor)
    let table = ResampleTable(
      size: region.size, source: planes[0].size, interpolation: .bilinear,
      threads: context.threads, isSmooth: view.displacement == nil
    ) { x, y in places.place(x, y).map { ($0.x / share, $0.y / share) } }
    let marks = table.defects(of: missing, threads: context.threads, isa: context.isa)
    let seen = planes.map {
      table.resampled($0, without: marks, threads: context.threads, isa: context.isa)
    }
    self.region = region
    self.planes = seen
    grey = seen.count == 1 ? seen[0] : RGBPlanes(planes: seen).luma
    self.missing = marks ?? Plane(size: region.size, repeating: 0)
    squares = places.plane { place, _ in view.squareFromMiddle(place) }
    across = places.plane { place, _ in view.share(of: place).x }
    down = places.plane { place, _ in view.share(of: place).y }
    depths = places.plane { place, pixel in view.isSure(of: pixel) ? view.depth(place) : 0 }
    farness = view.displacement == nil ? squares : squares.mapped { $0 + 1 }
  }
}

/// Where a picture shows the pixels of its part of a small canvas.
private struct PlacedPixels: Sendable {
  private let places: [ImagePoint?]
  private let region: Region
  private let factor: Int

  init(_ view: MosaicView, _ canvas: MosaicCanvas, _ region: Region, factor: Int) {
    (self.region, self.factor) = (region, factor)
    let (rays, positions) = (canvas.rays(region), view.positions)
    var places: [ImagePoint?] = []
    places.reserveCapacity(region.size.area)
    for y in 0..<region.size.height {
      for x in 0..<region.size.width {
        places.append(
          positions(rays.direction(x: x, y: y), Self.pixel(x, y, region, factor)))
      }
    }
    self.places = places
  }

  /// The pixel of the mosaic that one of the part stands for.
  private static func pixel(_ x: Int, _ y: Int, _ region: Region, _ factor: Int) -> ImagePoint {
    ImagePoint(Double((region.x + x) * factor), Double((region.y + y) * factor))
  }

  /// Where it lies in the picture; nil behind it.
  func place(_ x: Int, _ y: Int) -> ImagePoint? { places[y * region.size.width + x] }

  /// A number for each pixel that has a place, else 0.
  ///
  /// - Parameter value: of where it lies in the picture and on the mosaic.
  /// - Returns: as large as the part.
  func plane(_ value: (_ place: ImagePoint, _ pixel: ImagePoint) -> Double) -> Plane<Float> {
    Plane(size: region.size) { y, row in
      for x in row.indices {
        row[x] = place(x, y).map { Float(value($0, Self.pixel(x, y, region, factor))) } ?? 0
      }
    }
  }
}
