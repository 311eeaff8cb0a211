import Raster
import TestSupport

@testable import Codecs

/// A small frame as it was sent, and what could be had of it after damage.
///
/// What could be had is computed from the intact file, without the code that salvages.
struct SmallFrame {
  /// How a frame is sent.
  enum Kind: Hashable {
    case raw(RawLayout.Packing)
    case png8, png16
    /// With a restart marker after each row of blocks.
    case jpegOfRows
    case jpeg
  }

  let kind: Kind
  let file: [UInt8]
  /// The codes that the intact file gives.
  let codes: Plane<UInt16>
  let layout: RawLayout?

  var size: Size { codes.size }
  var name: String { layout != nil ? "f.raw" : kind == .png8 || kind == .png16 ? "f.png" : "f.jpg" }

  /// A frame of 24 to 64 columns and 40 to 96 rows: a slope with more or less noise, and sometimes
  /// a flat sky above it.
  ///
  /// - Parameters:
  ///   - kind: how it is sent.
  ///   - chunk: bytes of pixels in a chunk of a PNG; nil leaves what libpng writes.
  ///   - generator: decides the rest.
  /// - Throws: a failure where it cannot be stored.
  init(
    _ kind: Kind, chunk: Int? = nil, using generator: inout SeededGenerator
  ) throws {
    self.kind = kind
    let size = Size(
      Int.random(in: 24...64, using: &generator), Int.random(in: 40...96, using: &generator))
    let bits =
      switch kind {
      case .raw(let packing): packing.bits
      case .png16: 12
      default: 8
      }
    let noise = Plane<UInt16>.random(
      size, below: Int.random(in: 2...(1 << bits) / 4, using: &generator),
      seed: generator.next())
    let sky = Bool.random(using: &generator) ? 0 : Int.random(in: 0..<40, using: &generator)
    let step = 1 << bits / 3
    let scene = Plane<UInt16>(size: size) { y, row in
      for x in row.indices {
        let ground = (step * (x + 2 * y) / 4 + Int(noise[x, y])) & (1 << bits - 1)
        row[x] = y < sky ? 4 + noise[x, y] & 1 : UInt16(ground)
      }
    }
    let narrow = Plane<UInt8>(size: size) { y, row in
      for x in row.indices { row[x] = UInt8(truncatingIfNeeded: scene[x, y]) }
    }
    let quality = Int.random(in: 50...95, using: &generator)
    switch kind {
    case .raw(let packing):
      let layout = RawLayout(
        size: size, packing: packing, offset: Int.random(in: 0...16, using: &generator),
        stride: packing.bytes(forCodes: size.width) + Int.random(in: 0...3, using: &generator))
      self.layout = layout
      file = try RawWriter.encode(scene, layout: layout)
      codes = scene
      return
    case .png8: file = Self.rechunked(try PNGWriter.encode([narrow]), chunk)
    case .png16:
      file = Self.rechunked(try PNGWriter.encode([scene], options: .init(validBits: bits)), chunk)
    case .jpegOfRows, .jpeg:
      file = try JPEGWriter.encode(
        [narrow], options: .init(quality: quality, restartRows: kind == .jpegOfRows ? 1 : 0))
    }
    layout = nil
    codes = Self.codes(try Codec.decode(file, file: "intact"))
  }

  /// The first plane as 16 bits.
  static func codes(_ picture: DecodedPicture) -> Plane<UInt16> {
    switch picture.samples {
    case .u16(let planes): planes[0]
    case .u8(let planes):
      Plane(size: picture.size) { y, row in
        for x in row.indices { row[x] = UInt16(planes[0][x, y]) }
      }
    case .f32: Plane(size: Size(1, 1), repeating: 0)
    }
  }

  /// What salvage makes of a damaged file.
  func salvaged(_ bytes: [UInt8], gaps: [Range<Int>]) throws -> SalvagedPicture {
    guard let layout else { return try Codec.salvage(bytes, gaps: gaps, file: name) }
    return try RawCodec.salvage(bytes, layout: layout, gaps: gaps, file: name)
  }

  /// Whether a pixel could be had by somebody who knows which bytes were hit.
  ///
  /// - Parameter hits: bytes of the intact file that did not arrive as they were sent, in order.
  /// - Returns: the answer for column and row.
  func recoverable(_ hits: [Range<Int>]) -> (Int, Int) -> Bool {
    let first = hits.first?.lowerBound ?? file.count
    switch kind {
    case .raw(let packing):
      var isHit = [Bool](repeating: false, count: file.count + 1)
      for hit in hits { for byte in hit where byte < file.count { isHit[byte] = true } }
      let layout = layout ?? RawLayout(size: size, packing: packing)
      return { x, y in
        !Self.bytes(of: x, packing, width: layout.size.width).contains {
          isHit[layout.offset + y * layout.stride + $0]
        }
      }
    case .png8, .png16:
      let bytesOfRow = 1 + size.width * (kind == .png16 ? 2 : 1)
      let rows = Inflate.count(pixelBytes(before: first)) / bytesOfRow
      return { $1 < rows }
    case .jpegOfRows:
      let intervals = intervals()
      let header = intervals.first?.lowerBound ?? 0
      let isThere = intervals.map { interval in
        first >= header && !hits.contains { $0.overlaps(interval) }
      }
      return { isThere[$1 / 8] }
    case .jpeg:
      // Rows that are those of the intact file whatever follows.
      var (rows, generator) = (size.height, SeededGenerator(seed: UInt64(first)))
      for count in [0, 40, 40, 40] {
        let end = (0..<count).map { _ in UInt8.random(in: 0...254, using: &generator) }
        let partial = try? JPEGReader.read(
          file[..<first] + end + [0xFF, 0xD9], file: name, limits: .default, salvage: true)
        // A header that is hit.
        guard let partial else { return { _, _ in false } }
        let found = Self.codes(partial.picture)
        rows =
          (0..<rows).first { y in
            (0..<size.width).contains { found[$0, y] != codes[$0, y] }
          } ?? rows
      }
      let whole = first < file.count ? rows / 8 * 8 : rows
      return { $1 < whole }
    }
  }

  /// The bytes of a row that a code is made of.
  private static func bytes(
    of x: Int, _ packing: RawLayout.Packing, width: Int
  ) -> [Int] {
    switch packing {
    case .u8: [x]
    case .raw10: [x / 4 * 5 + x % 4, x / 4 * 5 + min(4, width - x / 4 * 4)]
    case .raw12: [x / 2 * 3 + x % 2, x / 2 * 3 + min(2, width - x / 2 * 2)]
    default: [2 * x, 2 * x + 1]
    }
  }

  /// The bytes between the markers of the intact file.
  private func intervals() -> [Range<Int>] {
    var start = 2
    while file[start + 1] != 0xDA { start += 2 + Int(file[start + 2]) << 8 + Int(file[start + 3]) }
    start += 2 + Int(file[start + 2]) << 8 + Int(file[start + 3])
    var found: [Range<Int>] = []
    for place in start..<file.count - 1 where file[place] == 0xFF && file[place + 1] != 0 {
      found.append(start..<place)
      start = place + 2
    }
    return found
  }

  /// The compressed bytes of a PNG that stand before a byte of the file.
  private func pixelBytes(before end: Int) -> [UInt8] {
    var found: [UInt8] = []
    var place = 8
    while place + 8 <= end {
      let length = (0..<4).reduce(0) { $0 << 8 | Int(file[place + $1]) }
      if file[(place + 4)..<(place + 8)].elementsEqual("IDAT".utf8) {
        found += file[min(end, place + 8)..<min(end, place + 8 + length)]
      }
      place += 12 + length
    }
    return found
  }
}

extension SmallFrame {
  /// The same PNG with its compressed bytes in chunks of a size.
  private static func rechunked(_ file: [UInt8], _ size: Int?) -> [UInt8] {
    guard let size else { return file }
    var result = Array(file[..<8])
    var place = 8
    while place < file.count {
      let length = (0..<4).reduce(0) { $0 << 8 | Int(file[place + $1]) }
      let name = Array(file[(place + 4)..<(place + 8)])
      let body = file[(place + 8)..<(place + 8 + length)]
      var rest = body
      repeat {
        let part = name + rest.prefix(name.elementsEqual("IDAT".utf8) ? size : length)
        result += bigEndian(part.count - 4) + part + bigEndian(checksum(part))
        rest = rest.dropFirst(part.count - 4)
      } while !rest.isEmpty
      place += 12 + length
    }
    return result
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  /// CRC-32 (ISO 3309), bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = .max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return Int(~sum)
  }
}
