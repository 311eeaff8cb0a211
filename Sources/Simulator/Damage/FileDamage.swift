/// What befell one file on its way.
///
/// All offsets are those of the intact file. Bits that flipped in bytes that never arrived are left
/// out, and so are blocks behind the cut.
public struct FileDamage: Sendable, Hashable {
  /// One flipped bit.
  public struct Flip: Sendable, Hashable {
    /// The byte, from 0.
    public var offset: Int
    /// The bit, 0 for the lowest.
    public var bit: Int

    /// A flip from its parts.
    public init(offset: Int, bit: Int) {
      (self.offset, self.bit) = (offset, bit)
    }
  }

  /// Bytes that were lost, in order and apart.
  public var lost: [Range<Int>] = []
  /// Where the file ends too early; nil where it does not.
  public var cut: Int?
  /// Flipped bits, in order.
  public var flips: [Flip] = []

  /// No damage.
  public init() {}

  /// Whether the file arrived as it was sent.
  public var isEmpty: Bool { lost.isEmpty && cut == nil && flips.isEmpty }

  /// How many bytes are lost, not counting those behind the cut.
  public var lostCount: Int { lost.map(\.count).reduce(0, +) }

  /// The first byte that is not as it was sent; nil where all are.
  public var firstByte: Int? {
    [lost.first?.lowerBound, cut, flips.first?.offset].compactMap { $0 }.min()
  }

  /// The file that arrives.
  ///
  /// - Parameters:
  ///   - bytes: the intact file.
  ///   - closing: whether what follows lost bytes closes up; else they are zeros.
  /// - Returns: the damaged file.
  public func applied(to bytes: [UInt8], closing: Bool) -> [UInt8] {
    var arrived = bytes
    for flip in flips { arrived[flip.offset] ^= 1 << UInt8(flip.bit) }
    if let cut { arrived.removeSubrange(cut...) }
    for range in lost.reversed() {
      if closing {
        arrived.removeSubrange(range)
      } else {
        arrived.replaceSubrange(range, with: repeatElement(0, count: range.count))
      }
    }
    return arrived
  }
}
