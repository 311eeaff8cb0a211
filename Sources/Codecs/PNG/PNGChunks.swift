import CodecShims
import Diagnostics

/// The chunk structure of a PNG file, walked before libpng sees it.
enum PNGChunks {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Whether this is a PNG file, or was one before its signature was damaged.
  static func isPNG(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: signature) { return true }
    let same = zip(bytes, signature).count { $0 == $1 }
    let name = Array("IHDR".utf8)
    let hasHeader = (10...13).contains { bytes.dropFirst($0).starts(with: name) }
    return same >= 6 || (same >= 3 && hasHeader)
  }

  /// Refuses a damaged signature and more or larger ancillary chunks than the limits allow.
  ///
  /// A broken structure ends the walk; libpng says what is wrong with it.
  static func check(_ bytes: [UInt8], _ file: String, _ limits: Limits) throws(Failure) {
    try checkSignature(bytes, file)
    var offset = signature.count
    var ancillary = 0
    var hasPixels = false
    while bytes.count - offset >= 8 {
      let length = bigEndian(bytes, offset)
      let name = bytes[(offset + 4)..<(offset + 8)]
      let label = String(decoding: name, as: UTF8.self)
      if name.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }), name[offset + 4] >= 0x61 {
        ancillary += 1
        if ancillary > limits.pngChunks {
          throw Failure(
            "the PNG has more than \(limits.pngChunks) ancillary chunks",
            at: .byte(file: file, offset: offset),
            remedy: "raise the limit of chunks if this is meant")
        }
        if length > limits.pngChunkBytes {
          throw Failure(
            "chunk \(label) is \(length) bytes long, the limit is \(limits.pngChunkBytes)",
            at: .byte(file: file, offset: offset),
            remedy: "raise the limit of chunk bytes if this is meant")
        }
      }
      if label == "IDAT" { hasPixels = true }
      if label == "IEND", !hasPixels {
        throw Failure(
          "the PNG has no pixels: no chunk IDAT stands before IEND",
          at: .byte(file: file, offset: offset))
      }
      if label == "IEND" || length > bytes.count - offset - 12 { return }
      offset += 12 + length
    }
  }

  /// The bytes from the start, up to an end, that no failed checksum casts doubt on.
  ///
  /// A chunk whose checksum fails is damaged somewhere, so that it ends what is sound where it
  /// begins. Of a chunk that the end cuts short, what is there counts as sound, unless another
  /// chunk begins in it: then its length is damaged.
  static func soundCount(_ bytes: [UInt8], before end: Int) -> Int {
    var offset = signature.count
    while end - offset >= 12 {
      let length = bigEndian(bytes, offset)
      if length > end - offset - 12 {
        return hasChunk(bytes[(offset + 8)..<end]) ? offset : end
      }
      let sum = checksum(bytes[(offset + 4)..<(offset + 8 + length)])
      if Int(sum) != bigEndian(bytes, offset + 8 + length) { return offset }
      offset += 12 + length
    }
    return end
  }

  /// Whether the name of a chunk of pixels, or of the last one, stands somewhere; in compressed
  /// bytes that happens once in 2 GB.
  private static func hasChunk(_ bytes: ArraySlice<UInt8>) -> Bool {
    let names = [Array("IDAT".utf8), Array("IEND".utf8)]
    return bytes.indices.dropLast(3).contains { place in
      bytes[place] == names[0][0] && names.contains { bytes[place..<(place + 4)].elementsEqual($0) }
    }
  }

  /// The file with its last chunk ended where the bytes end, if that is one of pixels.
  ///
  /// libpng asks for kilobytes at a time and takes nothing of less; so every byte is handed out.
  static func ended(_ bytes: [UInt8]) -> [UInt8] {
    var offset = signature.count
    while bytes.count - offset >= 12, bigEndian(bytes, offset) <= bytes.count - offset - 12 {
      offset += 12 + bigEndian(bytes, offset)
    }
    let name = Array("IDAT".utf8)
    guard bytes.count - offset > 8, bytes[(offset + 4)..<(offset + 8)].elementsEqual(name) else {
      return bytes
    }
    let count = min(bytes.count - offset - 8, bigEndian(bytes, offset))
    let body = bytes[(offset + 4)..<(offset + 8 + count)]
    return bytes[..<offset] + bigEndian(count) + body + bigEndian(Int(checksum(body)))
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { input in
      guard let base = input.baseAddress else { return 0 }
      return unsafe cs_crc32(base, input.count)
    }
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  private static func checkSignature(_ bytes: [UInt8], _ file: String) throws(Failure) {
    for (index, wanted) in signature.enumerated() {
      guard index < bytes.count else {
        throw Failure(
          "the PNG ends inside its signature", at: .byte(file: file, offset: bytes.count))
      }
      if bytes[index] != wanted {
        throw Failure(
          "the PNG signature is damaged: byte \(index) is \(bytes[index]), not \(wanted)",
          at: .byte(file: file, offset: index),
          remedy: "fetch the file again; a text-mode transfer changes line ends and the high bit")
      }
    }
  }

  private static func bigEndian(_ bytes: [UInt8], _ at: Int) -> Int {
    (0..<4).reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
  }
}
