/// How a PDS3 image stores a sample.
struct PDSSampleType: Hashable {
  /// What the bits are.
  enum Kind: Hashable {
    case unsigned
    case signed
    case real
  }

  var kind: Kind
  var isLittleEndian: Bool
  /// Bytes of a sample: 1, 2 or 4.
  var byteCount: Int

  /// The type of SAMPLE_TYPE and SAMPLE_BITS, or nil where samples of that kind cannot be read.
  ///
  /// Source: PDS Standards Reference 3.8, table 3.2.
  init?(name: String, bits: Int) {
    switch name {
    case "MSB_UNSIGNED_INTEGER", "UNSIGNED_INTEGER", "MAC_UNSIGNED_INTEGER",
      "SUN_UNSIGNED_INTEGER":
      (kind, isLittleEndian) = (.unsigned, false)
    case "LSB_UNSIGNED_INTEGER", "PC_UNSIGNED_INTEGER", "VAX_UNSIGNED_INTEGER":
      (kind, isLittleEndian) = (.unsigned, true)
    case "MSB_INTEGER", "INTEGER", "MAC_INTEGER", "SUN_INTEGER":
      (kind, isLittleEndian) = (.signed, false)
    case "LSB_INTEGER", "PC_INTEGER", "VAX_INTEGER": (kind, isLittleEndian) = (.signed, true)
    case "IEEE_REAL", "REAL", "FLOAT", "MAC_REAL", "SUN_REAL":
      (kind, isLittleEndian) = (.real, false)
    case "PC_REAL": (kind, isLittleEndian) = (.real, true)
    default: return nil
    }
    guard bits == 32 || (kind != .real && (bits == 8 || bits == 16)) else { return nil }
    byteCount = bits / 8
  }

  /// The bits of the sample whose first byte stands at `offset`.
  func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    var word: UInt32 = 0
    for index in 0..<byteCount {
      word = word << 8 | UInt32(bytes[offset + (isLittleEndian ? byteCount - 1 - index : index)])
    }
    return word
  }

  /// The whole number whose first byte stands at `offset`.
  func code(_ bytes: [UInt8], at offset: Int) -> Int {
    let word = word(bytes, at: offset)
    guard kind == .signed else { return Int(word) }
    let unused = UInt32(32 - 8 * byteCount)
    return Int(Int32(bitPattern: word << unused) >> Int32(unused))
  }
}
