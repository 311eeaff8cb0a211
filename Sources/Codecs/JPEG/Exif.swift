/// The two texts of EXIF that viewers show: ImageDescription and Software.
enum Exif {
  private static let tags: [(key: String, tag: UInt16)] = [
    ("Description", 0x010E), ("Software", 0x0131),
  ]

  /// The contents of an APP1 segment (Exif 2.3, section 4.5: a TIFF header and one directory), or
  /// nil where no text asks for one.
  ///
  /// EXIF texts are ASCII; other characters are written as UTF-8, which readers expect there.
  static func bytes(_ texts: [DecodedPicture.Text]) -> [UInt8]? {
    let entries = tags.compactMap { entry in
      texts.first { $0.key == entry.key }.map { (entry.tag, Array($0.value.utf8) + [0]) }
    }
    if entries.isEmpty { return nil }
    var directory = bigEndian(UInt16(entries.count))
    var values: [UInt8] = []
    let valuesStart = 8 + 2 + 12 * entries.count + 4
    for (tag, text) in entries {
      directory += bigEndian(tag) + bigEndian(UInt16(2)) + bigEndian(UInt32(text.count))
      if text.count <= 4 {
        // Short values stand in the entry itself.
        directory += text + [UInt8](repeating: 0, count: 4 - text.count)
      } else {
        directory += bigEndian(UInt32(valuesStart + values.count))
        values += text
        if values.count % 2 == 1 { values.append(0) }
      }
    }
    let tiff = Array("MM".utf8) + bigEndian(UInt16(42)) + bigEndian(UInt32(8))
    return Array("Exif".utf8) + [0, 0] + tiff + directory + bigEndian(UInt32(0)) + values
  }

  private static func bigEndian<I: FixedWidthInteger>(_ value: I) -> [UInt8] {
    stride(from: I.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
