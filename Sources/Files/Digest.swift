import Crypto

/// A SHA-256 digest, as files and records write it: 64 hexadecimal digits in lower case.
public struct Digest: Sendable, Hashable, CustomStringConvertible {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// The digest of some bytes.
  public init(of content: [UInt8]) {
    bytes = Array(SHA256.hash(data: content))
  }

  /// The digest of text in UTF-8.
  public init(of text: String) {
    self.init(of: Array(text.utf8))
  }

  fileprivate init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The digest that 64 hexadecimal digits stand for, or nil.
  public init?(hexadecimal text: String) {
    let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == 64, !digits.contains(nil) else { return nil }
    let values = digits.compactMap { $0 }
    bytes = stride(from: 0, to: 64, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }

  /// 64 hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

/// Takes a digest of what arrives piece by piece.
public struct Digester: Sendable {
  private var hash = SHA256()

  /// Nothing digested yet.
  public init() {}

  /// Takes in more bytes.
  public mutating func update(_ bytes: [UInt8]) {
    hash.update(data: bytes)
  }

  /// The digest of all that was taken in.
  public func finish() -> Digest {
    Digest(bytes: Array(hash.finalize()))
  }
}
