import Kernels
import Raster
import Rig

/// A picture that becomes part of a mosaic.
public struct MosaicPicture: Sendable {
  /// One plane of grey, or red, green and blue.
  public enum Samples: Sendable {
    /// Codes of 8 bits, white at 255.
    case eight([Plane<UInt8>])
    /// Codes of 16 bits, white at 65535.
    case sixteen([Plane<UInt16>])
    /// Light, white at 1.
    case floats([Plane<Float>])
  }

  /// What messages and reports call it.
  public let name: String
  /// What it shows.
  public let samples: Samples
  /// What of it is data.
  public let validity: Validity
  /// Where its camera stands and looks, where that is known.
  public let camera: CameraModel?
  /// Width and height.
  public let size: Size
  /// One or three.
  public let colors: Int
  /// Not 0 where a pixel does not tell what was seen there; nil where all do.
  ///
  /// Saturated ones tell that it was bright.
  let missing: Plane<UInt8>?

  /// A picture from its parts.
  ///
  /// - Precondition: one plane or three, all of one size with the validity.
  public init(
    name: String, samples: Samples, validity: Validity, camera: CameraModel? = nil
  ) {
    let sizes =
      switch samples {
      case .eight(let planes): planes.map(\.size)
      case .sixteen(let planes): planes.map(\.size)
      case .floats(let planes): planes.map(\.size)
      }
    precondition(sizes.count == 1 || sizes.count == 3, "grey or three colours")
    precondition(sizes.allSatisfy { $0 == validity.size }, "marks for every pixel")
    (self.name, self.samples, self.validity, self.camera) = (name, samples, validity, camera)
    (size, colors) = (validity.size, sizes.count)
    missing = validity.defects?.holes
  }

  /// A part of it, white at 1.
  ///
  /// - Parameter region: within the picture.
  /// - Returns: a plane for each colour.
  func light(in region: Region) -> [Plane<Float>] {
    switch samples {
    case .eight(let planes): planes.map { $0.view(region).light(white: 255) }
    case .sixteen(let planes): planes.map { $0.view(region).light(white: 65535) }
    case .floats(let planes): planes.map { $0.view(region) }
    }
  }

  /// The same with every `factor`th pixel, softened.
  ///
  /// - Parameters:
  ///   - factor: a power of two.
  ///   - context: threads and instruction set.
  /// - Returns: a picture of means of what is known.
  func reduced(by factor: Int, _ context: FilterContext) -> MosaicPicture {
    guard factor > 1 else { return self }
    func half<S: FilterSample>(_ planes: [Plane<S>]) -> ([Plane<S>], Plane<UInt8>?) {
      let halves = planes.map { HalvingFilter().applied(to: $0, without: missing, in: context) }
      return (halves.map(\.plane), halves[0].unknown)
    }
    let (samples, unknown): (Samples, Plane<UInt8>?)
    switch self.samples {
    case .eight(let planes):
      let halves = half(planes)
      (samples, unknown) = (.eight(halves.0), halves.1)
    case .sixteen(let planes):
      let halves = half(planes)
      (samples, unknown) = (.sixteen(halves.0), halves.1)
    case .floats(let planes):
      let halves = half(planes)
      (samples, unknown) = (.floats(halves.0), halves.1)
    }
    return MosaicPicture(
      name: name, samples: samples, validity: Validity(unknown, size: Pyramid.sizeBelow(size))
    ).reduced(by: factor / 2, context)
  }

  /// All of it in grey.
  ///
  /// - Parameter threads: how many share the rows.
  /// - Returns: white at 1.
  func grey(threads: Int) -> Plane<Float> {
    let count = max(1, min(threads, size.height))
    let parts = concurrentMap(count: count, threads: count) { index in
      let rows = size.height * index / count..<size.height * (index + 1) / count
      let part = Region(x: 0, y: rows.lowerBound, width: size.width, height: rows.count)
      return switch samples {
      case .eight(let planes): planes.grey(part, white: 255)
      case .sixteen(let planes): planes.grey(part, white: 65535)
      case .floats(let planes):
        planes.count == 1
          ? planes[0].view(part) : RGBPlanes(planes: planes.map { $0.view(part) }).luma
      }
    }
    return count == 1 ? parts[0] : .stacked(parts)
  }
}

extension [Plane<UInt8>] {
  fileprivate func grey(_ part: Region, white: Float) -> Plane<Float> {
    guard count == 3 else { return self[0].view(part).light(white: white) }
    let planes = map { $0.view(part) }
    let (first, second, third) = (planes[0], planes[1], planes[2])
    let shares = RGBPlanes<Float>.lumaShares
    return Plane(size: part.size) { y, out in
      let (red, green, blue) = (first.row(y), second.row(y), third.row(y))
      for x in red.indices {
        let sum =
          shares.red * Float(red[x]) + shares.green * Float(green[x]) + shares.blue * Float(blue[x])
        out[x] = sum / white
      }
    }
  }
}

extension [Plane<UInt16>] {
  fileprivate func grey(_ part: Region, white: Float) -> Plane<Float> {
    guard count == 3 else { return self[0].view(part).light(white: white) }
    return RGBPlanes(planes: map { $0.view(part).light(white: white) }).luma
  }
}

extension Plane where S: BinaryInteger {
  fileprivate func light(white: Float) -> Plane<Float> { mapped { Float($0) / white } }
}
