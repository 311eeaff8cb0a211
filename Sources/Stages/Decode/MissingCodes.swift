import Codecs
import Raster

extension DecodedPicture {
  /// The codes that stand for no data: MISSING_CONSTANT and INVALID_CONSTANT of a PDS3 label.
  private var missingCodes: [UInt16] {
    guard format == Codec.Format.pds3.rawValue else { return [] }
    return ["MISSING_CONSTANT", "INVALID_CONSTANT"].compactMap { key in
      texts.first { $0.key == key }.flatMap { Double($0.value) }.flatMap { UInt16(exactly: $0) }
    }
  }

  /// Validity with the pixels marked lost that the file itself says are no data.
  public func markingMissing(_ codes: Plane<UInt16>, _ validity: Validity) -> Validity {
    let missing = missingCodes
    if missing.isEmpty { return validity }
    var pixels: [(x: Int, y: Int)] = []
    for y in 0..<codes.height {
      let row = codes.row(y)
      for x in row.indices where missing.contains(row[x]) { pixels.append((x, y)) }
    }
    return validity.marking(pixels, .lost)
  }
}
