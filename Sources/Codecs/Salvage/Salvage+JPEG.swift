import Diagnostics
import Raster

extension Codec {
  /// Rows of a JPEG before a cut whose codes may not be those that were sent: an MCU row.
  private static let doubtfulRows = 16

  /// Decodes what can be trusted of a JPEG.
  ///
  /// - Parameters:
  ///   - bytes: the file as it arrived, lost bytes keeping their place.
  ///   - gaps: bytes that are known to be lost, in order.
  ///   - sound: how many bytes stand before the first damage that is known.
  ///   - damage: what is known.
  ///   - file: what messages call the file.
  ///   - limits: what is refused before memory is taken.
  /// - Returns: the picture, which pixels are lost, and why.
  /// - Throws: a failure where not even the header can be trusted, or a limit is exceeded.
  static func salvageJPEG(
    _ bytes: [UInt8], gaps: [Range<Int>], sound: Int, damage: [String], file: String,
    limits: Limits
  ) throws(Failure) -> SalvagedPicture {
    let trusted = Array(bytes[..<sound])
    let scan = try JPEGScan.read(trusted, file: file)
    let isCut = sound < bytes.count || !bytes.suffix(2).elementsEqual([0xFF, 0xD9])
    // With an end, libjpeg does not stumble before all bits are used.
    let end: [UInt8] = isCut && scan != nil ? [0xFF, 0xD9] : []
    let partial = try JPEGReader.read(trusted + end, file: file, limits: limits)
    var damage = damage
    if let failure = partial.failure { damage.append(failure.diagnostics[0].message) }
    if let scan, let intervals = JPEGIntervals(bytes, gaps: gaps, scan: scan) {
      if partial.failure == nil, intervals.wholeCount == intervals.count {
        return SalvagedPicture(partial.picture, damage: damage)
      }
      let parts = try intervals.salvage(name: file, limits: limits)
      damage.append("\(parts.lost) restart intervals were lost")
      var picture = partial.picture
      picture.samples = .u8([parts.plane])
      return SalvagedPicture(picture: picture, validity: Validity(parts.marks), damage: damage)
    }
    guard let scan, scan.interval == 0 else {
      if partial.failure == nil { return SalvagedPicture(partial.picture, damage: damage) }
      let rows = isCut ? max(0, partial.completeRows - doubtfulRows) : 0
      return SalvagedPicture(partial.picture, rows: rows, damage: damage)
    }
    let coded = trusted[scan.header.count...]
    let walk = scan.blocks.walk(isCut ? coded : coded.dropLast(2), wanted: scan.across * scan.down)
    if partial.failure == nil, walk.isExhaustive {
      return SalvagedPicture(partial.picture, damage: damage)
    }
    if partial.failure == nil { damage.append("bytes are left over behind the last block") }
    let rows = isCut ? min(8 * (walk.count / scan.across), partial.completeRows) : 0
    return SalvagedPicture(partial.picture, rows: rows, damage: damage)
  }
}
