import CodecShims
import Diagnostics
import Raster

/// JPEG in: baseline, extended and progressive of 8 bits; grey, YCbCr, RGB, CMYK, YCCK.
///
/// Decoding is pinned: accurate integer DCT, fancy upsampling, no smoothing across blocks.
enum JPEGReader {
  /// Reads header, then pixels.
  ///
  /// With `salvage`, goes on where libjpeg makes up pixels, and counts that as a warning.
  ///
  /// - Returns: the rows before the first error, and the error.
  /// - Throws: where no pixels are to be had.
  static func read(
    _ bytes: [UInt8], file: String, limits: Limits, salvage: Bool = false
  ) throws(Failure) -> PartialPicture {
    // The coefficients of a progressive picture take two bytes a sample, four samples a pixel.
    let memory = (64 << 20) + 12 * limits.pixels
    return try unsafe bytes.withUnsafeBufferPointer { (input) throws(Failure) in
      guard
        let handle = unsafe cs_jpeg_open(
          input.baseAddress, input.count, Int32(clamping: limits.jpegScans), memory,
          salvage ? 1 : 0)
      else { throw Failure("there is no memory for a JPEG decoder", category: .tryAgain) }
      defer { unsafe cs_jpeg_close(handle) }
      return try unsafe JPEGPass(handle: handle, file: file, count: input.count).run(limits)
    }
  }
}

/// One reading of one file.
@safe private struct JPEGPass {
  let handle: OpaquePointer
  let file: String
  let count: Int

  init(handle: OpaquePointer, file: String, count: Int) {
    unsafe self.handle = handle
    self.file = file
    self.count = count
  }

  func run(_ limits: Limits) throws(Failure) -> PartialPicture {
    var header = cs_jpeg_header()
    guard unsafe cs_jpeg_read_header(handle, &header) == CS_OK else { throw failure(row: nil) }
    let place = Place.byte(file: file, offset: unsafe cs_jpeg_offset(handle))
    let size = try limits.check(width: Int(header.width), height: Int(header.height), at: place)
    guard unsafe cs_jpeg_start(handle) == CS_OK else {
      throw failure(row: header.is_progressive != 0 ? nil : 0)
    }
    var result = decode(header, size)
    // Before the end, where libjpeg forgets them.
    result.picture.texts = texts()
    if result.failure == nil, unsafe cs_jpeg_finish(handle) != CS_OK {
      result.failure = failure(row: nil)
    }
    result.picture.warnings = unsafe Log.warnings(cs_jpeg_log(handle))
    let rest = unsafe count - cs_jpeg_offset(handle)
    if result.failure == nil, rest > 0 {
      result.picture.warnings.add("\(rest) bytes follow the end of the JPEG")
    }
    return result
  }

  private func decode(_ header: cs_jpeg_header, _ size: Size) -> PartialPicture {
    let channels: Channels =
      switch header.channels {
      case 1: .gray
      case 3: .rgb
      default: header.has_inverted_cmyk != 0 ? .invertedCMYK : .cmyk
      }
    let stack = PlaneStack<UInt8>(size: size, count: channels.count)
    let row = UnsafeMutablePointer<UInt8>.allocate(capacity: size.width * channels.count)
    defer { unsafe row.deallocate() }
    var (complete, failure) = (0, nil as Failure?)
    while complete < size.height {
      guard unsafe cs_jpeg_read_row(handle, row) == CS_OK else {
        failure = self.failure(row: complete)
        stack.fill(rowsFrom: complete, with: 0)
        break
      }
      let place = RowPlace(x: 0, step: 1, y: complete, count: size.width)
      unsafe Interleaving.split(row, into: stack, at: place)
      complete += 1
    }
    let picture = DecodedPicture(
      size: size, channels: channels, samples: .u8(stack.planes), bits: 8, format: "JPEG",
      isInterlaced: header.is_progressive != 0)
    return PartialPicture(picture: picture, completeRows: complete, failure: failure)
  }

  /// Comments; one that starts with a key, as written here, is split again.
  private func texts() -> [DecodedPicture.Text] {
    let count = unsafe cs_jpeg_comment_count(handle)
    return (0..<count).map { index in
      let text = unsafe Log.string(cs_jpeg_comment(handle, index))
      return JPEGComment.parse(text)
    }
  }

  private func failure(row: Int?) -> Failure {
    let log = unsafe cs_jpeg_log(handle)
    let said = unsafe String(cString: cs_log_message(log))
    let scan = unsafe cs_jpeg_scan(handle)
    var note = scan > 1 ? " (in scan \(scan))" : ""
    if said.contains("precision") {
      note = " (this JPEG has more than 8 bits a sample; the libjpeg here decodes 8)"
    } else if said.contains("SOF type") {
      note = " (a lossless, hierarchical or differential JPEG, which libjpeg cannot decode)"
    }
    return unsafe Log.failure(log, format: "JPEG", file: file, row: row, note: note)
  }
}
