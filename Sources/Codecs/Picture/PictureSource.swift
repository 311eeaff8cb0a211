import Diagnostics
import Raster

/// Planes on their way into a file.
enum PictureSource {
  /// Refuses planes that no file can hold.
  static func check<S>(
    _ planes: [Plane<S>], counts: Set<Int>, format: String, side: Int
  ) throws(Failure) -> Size {
    guard counts.contains(planes.count), let size = planes.first?.size else {
      let known = counts.sorted().map(String.init).joined(separator: " or ")
      throw Failure("\(format) takes \(known) planes here, not \(planes.count)")
    }
    guard planes.allSatisfy({ $0.size == size }) else {
      throw Failure("\(format) takes planes of one size")
    }
    guard size.width > 0, size.height > 0, size.width <= side, size.height <= side else {
      throw Failure("\(format) takes 1 to \(side) pixels a side, not \(size)")
    }
    return size
  }

  /// Writes row `y` of all planes interleaved.
  static func join(_ planes: [Plane<UInt8>], row y: Int, into out: inout [UInt8]) {
    unsafe out.withUnsafeMutableBufferPointer { buffer in
      guard let out = buffer.baseAddress else { return }
      unsafe Interleaving.join(planes, row: y, into: out)
    }
  }

  /// Writes row `y` of all planes interleaved, high byte first.
  static func joinBigEndian(_ planes: [Plane<UInt16>], row y: Int, into out: inout [UInt8]) {
    let count = planes.count
    for channel in 0..<count {
      let plane = planes[channel]
      let row = plane.row(y)
      for x in row.indices {
        let at = 2 * (x * count + channel)
        out[at] = UInt8(row[x] >> 8)
        out[at + 1] = UInt8(truncatingIfNeeded: row[x])
      }
    }
  }
}
