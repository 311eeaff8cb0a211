import Diagnostics
import Raster

/// What a damaged picture file still holds.
public struct SalvagedPicture: Sendable {
  /// The picture; codes of lost pixels are 0.
  public var picture: DecodedPicture
  /// Lost pixels are marked.
  public var validity: Validity
  /// What was found wrong; empty where nothing was.
  public var damage: [String]
  /// Whether a checksum failed, and all that is kept lies behind checksums that did not.
  public var isChecked = false
}

extension Codec {
  /// Decodes what can be trusted of a picture file.
  ///
  /// Bytes count up to the first that is known to be damaged: where a gap begins, a chunk of a PNG
  /// fails its checksum, or the file ends. A grey JPEG whose restart intervals are whole rows of
  /// blocks gives each of them that is whole and touches no gap; another grey sequential one gives
  /// the rows of blocks before the damage, and of any other JPEG the last 16 of them are not
  /// trusted. A JPEG that breaks off elsewhere is damaged at a place that nobody knows, and holds
  /// nothing that can be trusted. Rows above are those of the intact file.
  ///
  /// - Parameters:
  ///   - bytes: the file as it arrived, lost bytes keeping their place.
  ///   - gaps: bytes that are known to be lost, in order.
  ///   - file: what messages call it.
  ///   - limits: what is refused before memory is taken.
  ///   - companion: reads the pixels of a PDS3 label that stands alone; gaps are the label's.
  /// - Returns: the picture, which pixels are lost, and why.
  /// - Throws: a failure where not even the header can be trusted, or a limit is exceeded.
  public static func salvage(
    _ bytes: [UInt8], gaps: [Range<Int>] = [], file: String, limits: Limits = .default,
    companion: Companion? = nil
  ) throws(Failure) -> SalvagedPicture {
    var damage: [String] = []
    var sound = bytes.count
    if let gap = gaps.first, gap.lowerBound < sound {
      sound = gap.lowerBound
      damage.append("\(gaps.map(\.count).reduce(0, +)) bytes were lost, from byte \(sound) on")
    }
    let format = identify(bytes)
    var isChecked = false
    if format == .png {
      let checked = PNGChunks.soundCount(bytes, before: sound)
      if checked < sound {
        sound = checked
        isChecked = true
        damage.append("the checksum of the chunk at byte \(checked) fails")
      }
    }
    let trusted = sound < bytes.count ? Array(bytes[..<sound]) : bytes
    let partial: PartialPicture
    switch format {
    case .png:
      partial = try PNGReader.read(PNGChunks.ended(trusted), file: file, limits: limits)
    case .jpeg:
      return try salvageJPEG(
        bytes, gaps: gaps, sound: sound, damage: damage, file: file, limits: limits)
    case .pgm, .ppm, .pfm:
      partial = try Netpbm.read(trusted, format: format ?? .pgm, file: file, limits: limits)
    case .pds3:
      partial = try PDSReader.read(
        trusted, file: file, limits: limits, companion: companion)
    case nil: return SalvagedPicture(try decode(bytes, file: file, limits: limits), damage: [])
    }
    guard let failure = partial.failure else {
      return SalvagedPicture(partial.picture, damage: damage)
    }
    damage.append(failure.diagnostics[0].message)
    var result = SalvagedPicture(partial.picture, rows: partial.completeRows, damage: damage)
    result.isChecked = isChecked
    return result
  }
}

extension RawCodec {
  /// Decodes what is there of codes without a header.
  ///
  /// - Parameters:
  ///   - bytes: the file as it arrived, lost bytes keeping their place; it may be too short.
  ///   - layout: where the codes lie and how they are stored.
  ///   - gaps: bytes that are known to be lost, in order.
  ///   - file: what messages call the file.
  ///   - limits: what is refused before memory is taken.
  /// - Returns: the picture, which pixels are lost, and why.
  /// - Throws: a failure where a limit is exceeded or a code has bits above the declared depth.
  public static func salvage(
    _ bytes: [UInt8], layout: RawLayout, gaps: [Range<Int>] = [], file: String,
    limits: Limits = .default
  ) throws(Failure) -> SalvagedPicture {
    _ = try limits.check(
      width: layout.size.width, height: layout.size.height, at: .file(file))
    var damage: [String] = []
    var holes = gaps
    var whole = bytes
    for gap in gaps where gap.lowerBound < whole.count {
      for place in gap.clamped(to: 0..<whole.count) { whole[place] = 0 }
    }
    if !gaps.isEmpty { damage.append("\(gaps.map(\.count).reduce(0, +)) bytes were lost") }
    if bytes.count < layout.byteCount {
      damage.append("the file has \(bytes.count) of \(layout.byteCount) bytes")
      holes.append(bytes.count..<layout.byteCount)
      whole += [UInt8](repeating: 0, count: layout.byteCount - bytes.count)
    }
    let picture = try decode(whole, layout: layout, file: file, limits: limits)
    var marks = PlaneBuilder<UInt8>(size: layout.size, repeating: 0)
    var pixels: [(x: Range<Int>, y: Int)] = []
    for hole in holes { pixels += layout.pixels(in: hole) }
    for run in pixels { for x in run.x { marks[x, run.y] = Defects.lost.rawValue } }
    let validity =
      pixels.isEmpty ? Validity(allValid: layout.size) : Validity(marks.finish())
    return SalvagedPicture(
      picture: picture.clearing(validity), validity: validity, damage: damage)
  }
}

extension RawLayout {
  /// The pixels whose codes lie in some bytes, a run for each row.
  func pixels(in bytes: Range<Int>) -> [(x: Range<Int>, y: Int)] {
    let (codes, group): (Int, Int) =
      switch packing {
      case .u8: (1, 1)
      case .raw10: (4, 5)
      case .raw12: (2, 3)
      default: (1, 2)
      }
    let first = max(0, bytes.lowerBound - offset)
    let last = bytes.upperBound - offset - 1
    if last < first { return [] }
    return (first / stride...max(first, last) / stride).compactMap { y in
      guard y < size.height else { return nil }
      let begin = max(first - y * stride, 0)
      let end = min(last - y * stride, rowBytes - 1)
      if end < begin { return nil }
      let run = begin / group * codes..<min((end / group + 1) * codes, size.width)
      return run.isEmpty ? nil : (run, y)
    }
  }
}

extension SalvagedPicture {
  /// A picture all of whose pixels are there.
  init(_ picture: DecodedPicture, damage: [String]) {
    self.init(picture: picture, validity: Validity(allValid: picture.size), damage: damage)
  }

  /// A picture of which only some rows from the top can be trusted.
  init(_ picture: DecodedPicture, rows: Int, damage: [String]) {
    let marks = Plane<UInt8>(size: picture.size) { y, row in
      row.update(repeating: y < rows ? 0 : Defects.lost.rawValue)
    }
    let validity = Validity(marks)
    self.init(picture: picture.clearing(validity), validity: validity, damage: damage)
  }
}

extension DecodedPicture {
  /// The picture with code 0 where pixels are no data.
  fileprivate func clearing(_ validity: Validity) -> DecodedPicture {
    guard let marks = validity.defects else { return self }
    var result = self
    switch samples {
    case .u8(let planes): result.samples = .u8(planes.map { $0.clearing(marks, 0) })
    case .u16(let planes): result.samples = .u16(planes.map { $0.clearing(marks, 0) })
    case .f32(let planes): result.samples = .f32(planes.map { $0.clearing(marks, 0) })
    }
    return result
  }
}

extension Plane {
  fileprivate func clearing(_ marks: Plane<UInt8>, _ value: S) -> Plane<S> {
    Plane(size: size) { y, row in
      let (source, mark) = (self.row(y), marks.row(y))
      for x in row.indices { row[x] = mark[x] == 0 ? source[x] : value }
    }
  }
}
