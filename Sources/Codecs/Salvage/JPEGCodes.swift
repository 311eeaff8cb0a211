/// One Huffman table of a JPEG.
///
/// Source: ITU-T T.81, annex C and section F.2.2.3.
struct JPEGCodes {
  /// For every 16 bits, the length of the code that they begin with, times 256, and its symbol; 0
  /// where they begin with none.
  private let entries: [UInt16]

  /// Nil where the definition is damaged: codes that do not fit, a symbol twice.
  ///
  /// - Parameters:
  ///   - counts: how many codes there are of each length from 1 to 16.
  ///   - symbols: what they stand for, shortest first.
  init?(counts: ArraySlice<UInt8>, symbols: ArraySlice<UInt8>) {
    var entries: [UInt16] = []
    entries.reserveCapacity(1 << 16)
    var rest = symbols
    for (index, count) in counts.enumerated() {
      let length = index + 1
      for _ in 0..<count {
        guard let symbol = rest.popFirst(), entries.count + 1 << (16 - length) <= 1 << 16 else {
          return nil
        }
        entries += repeatElement(UInt16(length) << 8 | UInt16(symbol), count: 1 << (16 - length))
      }
    }
    guard rest.isEmpty, Set(symbols).count == symbols.count else { return nil }
    entries += repeatElement(0, count: 1 << 16 - entries.count)
    self.entries = entries
  }

  /// The code that 16 bits begin with; a length of 0 says that there is none.
  @inline(__always)
  subscript(bits: Int) -> (length: Int, symbol: Int) {
    let entry = Int(entries[bits])
    return (entry >> 8, entry & 255)
  }
}
