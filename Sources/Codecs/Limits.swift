import Diagnostics
import Raster

/// What a decoder refuses before it takes memory for it.
public struct Limits: Sendable, Hashable {
  /// Pixels of a picture at most.
  public var pixels: Int
  /// Pixels along a side at most.
  public var side: Int
  /// Scans of a JPEG at most.
  public var jpegScans: Int
  /// Bytes at most that one ancillary chunk of a PNG may take, as stored and decompressed.
  public var pngChunkBytes: Int
  /// Ancillary chunks of a PNG at most.
  public var pngChunks: Int

  /// Limits from their parts; the defaults are those of ``default``.
  public init(
    pixels: Int = 16_800_000, side: Int = 8192, jpegScans: Int = 100,
    pngChunkBytes: Int = 1 << 20, pngChunks: Int = 64
  ) {
    self.pixels = pixels
    self.side = side
    self.jpegScans = jpegScans
    self.pngChunkBytes = pngChunkBytes
    self.pngChunks = pngChunks
  }

  /// 16.8 megapixels, 8192 pixels a side, 100 scans, 64 ancillary chunks of 1 MiB.
  public static let `default` = Limits()

  /// Refuses a size that is empty or beyond the limits.
  func check(width: Int, height: Int, at place: Place) throws(Failure) -> Size {
    guard width > 0, height > 0 else {
      throw Failure("the picture is \(max(0, width))×\(max(0, height)), which is empty", at: place)
    }
    guard width <= side, height <= side else {
      throw Failure(
        "the picture is \(width)×\(height), the limit is \(side) pixels a side", at: place,
        remedy: "raise the limit of the side if this is meant")
    }
    let (area, overflows) = width.multipliedReportingOverflow(by: height)
    guard !overflows, area <= pixels else {
      throw Failure(
        "the picture is \(width)×\(height), the limit is \(pixels) pixels in all", at: place,
        remedy: "raise the limit of pixels if this is meant")
    }
    return Size(width, height)
  }
}
