import Diagnostics
import Kernels
import Pipeline
import Raster

/// The samples of a frame in the form in which a file holds them: one plane or three.
public enum PictureSamples: Sendable {
  /// Codes of 8 bits.
  case eight([Plane<UInt8>])
  /// Codes of at most 16 bits, of which the lowest `validBits` carry information.
  case sixteen([Plane<UInt16>], validBits: Int)
  /// Numbers as they are.
  case floats([Plane<Float>])

  /// Bits a sample: 8, 16 or 32.
  var bits: Int {
    switch self {
    case .eight: 8
    case .sixteen: 16
    case .floats: 32
    }
  }

  /// The samples of any frame that can be written.
  ///
  /// - Parameter frame: mosaic, light, display codes, disparities, distances, points, normals or an
  ///   index.
  /// - Throws: a failure for other domains.
  public init(_ frame: any AnyFrame) throws(Failure) {
    switch frame {
    case let frame as Frame<Mosaic>:
      self = .codes([frame.samples], validBits: frame.properties.levels.validBits)
    case let frame as Frame<Radiance>: self = .floats([frame.samples])
    case let frame as Frame<LinearGray>: self = .floats([frame.samples])
    case let frame as Frame<Disparity>: self = .floats([frame.samples])
    case let frame as Frame<Depth>: self = .floats([frame.samples])
    case let frame as Frame<FrameIndex>:
      self = .sixteen(frame.samples.planes, validBits: 16)
    case let frame as Frame<LinearRGB>: self = .floats(frame.samples.planes)
    case let frame as Frame<XYZ>: self = .floats(frame.samples.planes)
    case let frame as Frame<Normals>: self = .floats(frame.samples.planes)
    case let frame as Frame<DisplayGray>:
      switch frame.samples {
      case .eight(let plane): self = .eight([plane])
      case .sixteen(let plane): self = .sixteen([plane], validBits: 16)
      }
    case let frame as Frame<DisplayRGB>:
      switch frame.samples {
      case .eight(let planes): self = .eight(planes.planes)
      case .sixteen(let planes): self = .sixteen(planes.planes, validBits: 16)
      }
    default:
      throw Failure(
        "a \(frame.domainName) frame is no picture that can be written", category: .internalError)
    }
  }

  /// Codes, in 8 bits where they fit.
  public static func codes(_ planes: [Plane<UInt16>], validBits: Int) -> PictureSamples {
    guard validBits <= 8 else { return .sixteen(planes, validBits: validBits) }
    return .eight(
      planes.map { plane in
        Plane(size: plane.size) { y, out in
          let row = plane.row(y)
          for x in row.indices { out[x] = UInt8(truncatingIfNeeded: row[x]) }
        }
      })
  }

  /// Whole numbers made of floats: `value · scale + offset`, limited to `bits`, half rounded up.
  ///
  /// - Parameters:
  ///   - scale: codes a unit.
  ///   - offset: the code of 0.
  ///   - bits: of the codes; 1 to 16.
  /// - Returns: codes; whole numbers stay as they are.
  public func quantised(scale: Float, offset: Float, bits: Int) -> PictureSamples {
    guard case .floats(let planes) = self else { return self }
    let largest = UInt16((1 << bits) - 1)
    if bits <= 8 {
      return .eight(
        planes.map {
          Quantisation.codes8(
            $0, scale: scale, offset: offset, largest: UInt8(truncatingIfNeeded: largest))
        })
    }
    return .sixteen(
      planes.map { Quantisation.codes16($0, scale: scale, offset: offset, largest: largest) },
      validBits: bits)
  }
}
