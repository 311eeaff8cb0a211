import Diagnostics
import Raster

/// How the pixels of a PDS3 product lie in its file, as the IMAGE object of its label says.
struct PDSImage: Hashable {
  /// How bands follow each other.
  enum Storage: String, CaseIterable, Hashable {
    /// Band after band, each whole.
    case bands = "BAND_SEQUENTIAL"
    /// Line after line; of each, band after band.
    case lines = "LINE_INTERLEAVED"
    /// Pixel after pixel; of each, all bands.
    case samples = "SAMPLE_INTERLEAVED"
  }

  var size: Size
  /// Bands: 1 or 3.
  var bands: Int
  var storage: Storage
  var sample: PDSSampleType
  /// Bits up to the highest one of SAMPLE_BIT_MASK, or all of the sample.
  var validBits: Int
  /// Bytes before the samples of a stored line.
  var prefix: Int
  /// Bytes behind the samples of a stored line.
  var suffix: Int
  /// Where the first stored line begins.
  var pointer: PDSPointer

  /// The place of the first sample of a line, from the first stored line on.
  ///
  /// A stored line is that of one band; where samples are interleaved, that of all. Each has its
  /// prefix and suffix.
  func start(ofLine y: Int, band: Int) -> Int {
    let stored = prefix + lineBytes + suffix
    switch storage {
    case .bands: return (band * size.height + y) * stored + prefix
    case .lines: return (y * bands + band) * stored + prefix
    case .samples: return y * stored + prefix + band * sample.byteCount
    }
  }

  /// Bytes of the samples of a stored line.
  private var lineBytes: Int {
    size.width * sample.byteCount * (storage == .samples ? bands : 1)
  }

  /// Bytes from one sample of a band to the next in its line.
  var step: Int { sample.byteCount * (storage == .samples ? bands : 1) }

  /// Lines from the top all of whose samples lie within the first `count` bytes of the file.
  func lines(within count: Int) -> Int {
    let last = (size.width - 1) * step + sample.byteCount
    let end = count - pointer.offset
    return (0..<size.height).first { start(ofLine: $0, band: bands - 1) + last > end }
      ?? size.height
  }
}

extension PDSImage {
  /// Reads the first IMAGE object of a label and the pointer to it.
  init(_ label: PDSLabel, file: String, limits: Limits) throws(Failure) {
    guard let holder = label.root.holder(of: "^IMAGE"), let entry = holder.entry("^IMAGE"),
      let block = holder.blocks(named: "IMAGE").first
    else {
      throw Failure(
        "the PDS3 label describes no image: it lacks ^IMAGE or OBJECT = IMAGE", at: .file(file),
        remedy: "images are read here, no tables, cubes or compressed files")
    }
    let records = PDSFields(block: holder, file: file)
    let fields = PDSFields(block: block, file: file)
    pointer = try PDSPointer(
      entry, recordBytes: try records.integer("RECORD_BYTES", in: 1...(1 << 30)), file: file)
    let (lines, width) = (try fields.count("LINES"), try fields.count("LINE_SAMPLES"))
    size = try limits.check(width: width, height: lines, at: fields.place("LINES"))
    for key in ["ENCODING_TYPE", "COMPRESSION_TYPE"] {
      guard let name = block[key]?.scalar?.text, !["NONE", "N/A", "UNK"].contains(name) else {
        continue
      }
      throw fields.failure(key, "is \(name)", "decompress the product before; only plain samples")
    }
    bands = try fields.integer("BANDS", in: 1...65535) ?? 1
    guard bands == 1 || bands == 3 else {
      throw fields.failure(
        "BANDS", "is \(bands)", "pictures of one band, or of three as RGB, are read here")
    }
    storage = try Self.storage(fields, bands: bands)
    sample = try Self.sample(fields)
    prefix = try fields.integer("LINE_PREFIX_BYTES", in: 0...(1 << 20)) ?? 0
    suffix = try fields.integer("LINE_SUFFIX_BYTES", in: 0...(1 << 20)) ?? 0
    validBits = 8 * sample.byteCount
    let masks = 1...((1 << validBits) - 1)
    if sample.kind != .real, let mask = try fields.integer("SAMPLE_BIT_MASK", in: masks) {
      validBits = Int.bitWidth - mask.leadingZeroBitCount
    }
  }

  private static func storage(_ fields: PDSFields, bands: Int) throws(Failure) -> Storage {
    if bands == 1 { return .bands }
    let name = fields.text("BAND_STORAGE_TYPE") ?? "missing"
    if let storage = Storage(rawValue: name) { return storage }
    let known = Storage.allCases.map(\.rawValue).joined(separator: ", ")
    throw fields.failure("BAND_STORAGE_TYPE", "is \(name)", "known are \(known)")
  }

  private static func sample(_ fields: PDSFields) throws(Failure) -> PDSSampleType {
    let bits = try fields.count("SAMPLE_BITS")
    let name = fields.text("SAMPLE_TYPE") ?? "missing"
    if let sample = PDSSampleType(name: name, bits: bits) { return sample }
    throw fields.failure(
      "SAMPLE_TYPE", "is \(name) of \(bits) bits",
      "integers of 8, 16 and 32 bits and IEEE_REAL or PC_REAL of 32 bits are read here")
  }
}
