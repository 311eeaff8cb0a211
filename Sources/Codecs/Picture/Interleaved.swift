import Raster

/// Pixels whose samples stand next to each other, to planes and back.
public enum Interleaved {
  /// Planes from interleaved bytes.
  ///
  /// - Parameters:
  ///   - samples: `count` samples a pixel, row by row without padding.
  ///   - size: width and height in pixels.
  ///   - count: planes, at least one.
  /// - Precondition: there are exactly as many samples as size and count say.
  /// - Returns: the planes in the order of the samples.
  public static func planes(_ samples: [UInt8], size: Size, count: Int) -> [Plane<UInt8>] {
    precondition(count > 0 && samples.count == size.area * count, "samples fill the picture")
    let stack = PlaneStack<UInt8>(size: size, count: count)
    unsafe samples.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for y in 0..<size.height {
        let place = RowPlace(x: 0, step: 1, y: y, count: size.width)
        unsafe Interleaving.split(base + y * size.width * count, into: stack, at: place)
      }
    }
    return stack.planes
  }

  /// Interleaved bytes from planes.
  ///
  /// - Parameter planes: one or more planes of one size.
  /// - Precondition: there is a plane, and all are of one size.
  /// - Returns: the samples of a pixel in the order of the planes, row by row without padding.
  public static func samples(_ planes: [Plane<UInt8>]) -> [UInt8] {
    precondition(!planes.isEmpty, "at least one plane")
    let size = planes[0].size
    precondition(planes.allSatisfy { $0.size == size }, "planes of one size")
    let count = planes.count
    return unsafe [UInt8](unsafeUninitializedCapacity: size.area * count) { buffer, used in
      used = size.area * count
      guard let base = buffer.baseAddress else { return }
      for y in 0..<size.height {
        unsafe Interleaving.join(planes, row: y, into: base + y * size.width * count)
      }
    }
  }
}
