import CodecShims
import Raster

/// Where a row of interleaved samples goes: columns `x`, `x + step`, … of row `y`.
struct RowPlace {
  let x: Int
  let step: Int
  let y: Int
  let count: Int
}

/// Interleaved rows to planes and back.
enum Interleaving {
  /// Writes a row of interleaved bytes into planes.
  static func split(
    _ source: UnsafePointer<UInt8>, into stack: PlaneStack<UInt8>, at place: RowPlace
  ) {
    let count = stack.count
    if place.step == 1, place.x == 0, count <= 4 {
      return unsafe splitWhole(source, stack, place)
    }
    for channel in 0..<count {
      let out = unsafe stack.row(place.y, of: channel) + place.x
      for index in 0..<place.count {
        unsafe out[index * place.step] = source[index * count + channel]
      }
    }
  }

  private static func splitWhole(
    _ source: UnsafePointer<UInt8>, _ stack: PlaneStack<UInt8>, _ place: RowPlace
  ) {
    let a = unsafe stack.row(place.y, of: 0)
    switch stack.count {
    case 1: unsafe a.update(from: source, count: place.count)
    case 2:
      let b = unsafe stack.row(place.y, of: 1)
      for x in 0..<place.count {
        unsafe a[x] = source[2 * x]
        unsafe b[x] = source[2 * x + 1]
      }
    case 3:
      let (b, c) = unsafe (stack.row(place.y, of: 1), stack.row(place.y, of: 2))
      unsafe cs_split3(source, a, b, c, place.count)
    default:
      let (b, c) = unsafe (stack.row(place.y, of: 1), stack.row(place.y, of: 2))
      let d = unsafe stack.row(place.y, of: 3)
      for x in 0..<place.count {
        unsafe a[x] = source[4 * x]
        unsafe b[x] = source[4 * x + 1]
        unsafe c[x] = source[4 * x + 2]
        unsafe d[x] = source[4 * x + 3]
      }
    }
  }

  /// Writes a row of interleaved big-endian samples of 16 bits into planes.
  static func splitBigEndian(
    _ source: UnsafePointer<UInt8>, into stack: PlaneStack<UInt16>, at place: RowPlace
  ) {
    let count = stack.count
    for channel in 0..<count {
      let out = unsafe stack.row(place.y, of: channel) + place.x
      for index in 0..<place.count {
        let at = 2 * (index * count + channel)
        unsafe out[index * place.step] = UInt16(source[at]) << 8 | UInt16(source[at + 1])
      }
    }
  }

  /// Writes row `y` of all planes interleaved.
  static func join(_ planes: [Plane<UInt8>], row y: Int, into out: UnsafeMutablePointer<UInt8>) {
    let count = planes.count
    let width = planes[0].width
    if count == 3 {
      let a = unsafe planes[0].base + y * planes[0].stride
      let b = unsafe planes[1].base + y * planes[1].stride
      let c = unsafe planes[2].base + y * planes[2].stride
      for x in 0..<width {
        unsafe out[3 * x] = a[x]
        unsafe out[3 * x + 1] = b[x]
        unsafe out[3 * x + 2] = c[x]
      }
      return
    }
    for channel in 0..<count {
      let row = unsafe planes[channel].base + y * planes[channel].stride
      for x in 0..<width { unsafe out[x * count + channel] = row[x] }
    }
  }
}
