/// What a difference of grey counts for at most, in codes; half of it enters the cost.
private let greyLimit: UInt8 = 20

/// The largest cost of a pixel: 24 bits of the census and half the limit of grey.
public let largestMatchingCost: UInt8 = 24 + 10

/// What a pixel costs of which nothing is known.
private let costOfMissing = largestMatchingCost / 2

/// Costs of saying that a pixel of the left row is seen in the right row so many pixels further
/// to the left, for some pixels of a row and every disparity.
///
/// The cost is the number of bits in which the census differs (R. Zabih and J. Woodfill,
/// "Non-parametric Local Transforms for Computing Visual Correspondence", 1994), and half the
/// difference of grey, limited. Two of three counts of bits are saved by adding bytes bit by bit:
/// their sum without carry counts once, the carry twice.
///
/// Where one of the two pixels is missing, every disparity costs the same.
///
/// - Parameters:
///   - left: three bytes of census, grey, and 255 where a pixel is missing, else 0: five planes of
///     the left row, each at its first column.
///   - right: the same of the right row from right to left, each such that the first disparity of
///     the left row's last column stands first.
///   - isComplete: whether no pixel is missing; the fifth planes are not read then.
///   - padding: 255 for disparities that are there for the registers only, else 0.
///   - costs: of column 0; one byte a disparity, `disparities` of them a column.
///   - first: the first column.
///   - columns: how many.
///   - width: columns of the row.
///   - disparities: a multiple of 64.
public func matchingCosts(
  _ left: UnsafePointer<UnsafePointer<UInt8>>, _ right: UnsafePointer<UnsafePointer<UInt8>>,
  _ isComplete: Bool, _ padding: UnsafePointer<UInt8>, _ costs: UnsafeMutablePointer<UInt8>,
  _ first: Int, _ columns: Int, _ width: Int, _ disparities: Int
) {
  let (limit, unknown) = (bytes(repeating: greyLimit), bytes(repeating: costOfMissing))
  for x in first..<first + columns {
    let (a, b) = unsafe (bytes(repeating: left[0][x]), bytes(repeating: left[1][x]))
    let (c, grey) = unsafe (bytes(repeating: left[2][x]), bytes(repeating: left[3][x]))
    let place = width - 1 - x
    let target = unsafe costs + x * disparities
    var d = 0
    while d < disparities {
      let (p, q) = unsafe (a ^ bytesAt(right[0] + (place + d)), b ^ bytesAt(right[1] + (place + d)))
      let r = unsafe c ^ bytesAt(right[2] + (place + d))
      let carries = bitCounts((p & q) | (r & (p | q)))
      let census = byteSum(bitCounts(p ^ q ^ r), byteSum(carries, carries))
      let other = unsafe bytesAt(right[3] + (place + d))
      let difference = byteDistance(grey, other)
      var cost = byteSum(census, byteQuotients(lowerBytes(difference, limit), shift: 1))
      if !isComplete {
        let missing = unsafe bytes(repeating: left[4][x]) | bytesAt(right[4] + (place + d))
        cost = chosenBits(missing, unknown, cost)
      }
      unsafe store(cost | bytesAt(padding + d), target + d)
      d += disparityBytes
    }
  }
}

/// The bits of the first where marks are set, elsewhere those of the second.
@_transparent
func chosenBits(
  _ marks: DisparityLanes, _ first: DisparityLanes, _ second: DisparityLanes
) -> DisparityLanes {
  second ^ (marks & (first ^ second))
}

/// How far bytes are apart.
@_transparent
func byteDistance(_ a: DisparityLanes, _ b: DisparityLanes) -> DisparityLanes {
  limitedByteDifference(a, b) | limitedByteDifference(b, a)
}

/// A register of bytes.
@_transparent
func bytesAt(_ source: UnsafePointer<UInt8>) -> DisparityLanes {
  unsafe UnsafeRawPointer(source).loadUnaligned(as: DisparityLanes.self)
}

/// Writes a register of bytes.
@_transparent
func store(_ value: DisparityLanes, _ target: UnsafeMutablePointer<UInt8>) {
  unsafe UnsafeMutableRawPointer(target).storeBytes(of: value, as: DisparityLanes.self)
}

/// A register of 16-bit numbers.
@_transparent
func wordsAt(_ source: UnsafePointer<UInt16>) -> DisparityLanes {
  unsafe UnsafeRawPointer(source).loadUnaligned(as: DisparityLanes.self)
}

/// Writes a register of 16-bit numbers.
@_transparent
func store(_ value: DisparityLanes, _ target: UnsafeMutablePointer<UInt16>) {
  unsafe UnsafeMutableRawPointer(target).storeBytes(of: value, as: DisparityLanes.self)
}
