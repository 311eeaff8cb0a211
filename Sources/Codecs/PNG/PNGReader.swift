import CodecShims
import Diagnostics
import Raster

/// PNG in, of every colour type, depth and interlace.
enum PNGReader {
  /// Reads header, then pixels.
  ///
  /// With `salvage`, goes on where libpng makes up pixels, and counts that as a warning.
  ///
  /// - Returns: the rows before the first error, and the error.
  /// - Throws: where no pixels are to be had.
  static func read(
    _ bytes: [UInt8], file: String, limits: Limits, salvage: Bool = false
  ) throws(Failure) -> PartialPicture {
    try PNGChunks.check(bytes, file, limits)
    return try unsafe bytes.withUnsafeBufferPointer { (input) throws(Failure) in
      guard
        let handle = unsafe cs_png_open(
          input.baseAddress, input.count, limits.pngChunkBytes, UInt32(clamping: limits.pngChunks),
          salvage ? 1 : 0)
      else { throw Failure("there is no memory for a PNG decoder", category: .tryAgain) }
      defer { unsafe cs_png_close(handle) }
      return try unsafe PNGPass(handle: handle, file: file, count: input.count).run(limits)
    }
  }
}

/// One reading of one file.
@safe private struct PNGPass {
  let handle: OpaquePointer
  let file: String
  let count: Int

  init(handle: OpaquePointer, file: String, count: Int) {
    unsafe self.handle = handle
    self.file = file
    self.count = count
  }

  func run(_ limits: Limits) throws(Failure) -> PartialPicture {
    var header = cs_png_header()
    guard unsafe cs_png_read_header(handle, &header) == CS_OK else { throw failure(row: nil) }
    let size = try limits.check(
      width: Int(header.width), height: Int(header.height), at: .byte(file: file, offset: 16))
    var result: PartialPicture
    if header.row_depth == 16 {
      result = wide(header, size)
    } else {
      result = narrow(header, size)
    }
    if result.failure == nil, unsafe cs_png_finish(handle) != CS_OK {
      result.failure = failure(row: nil)
    }
    let log = unsafe cs_png_log(handle)
    result.picture.warnings = unsafe Log.warnings(log)
    let rest = unsafe count - cs_png_offset(handle)
    if result.failure == nil, rest > 0 {
      result.picture.warnings.add("\(rest) bytes follow the end of the PNG")
    }
    result.picture.texts = texts()
    return result
  }

  private func narrow(_ header: cs_png_header, _ size: Size) -> PartialPicture {
    if header.color_type == 3 { return palette(header, size) }
    let keyed = header.gray_key >= 0
    let stack = PlaneStack<UInt8>(size: size, count: Int(header.channels) + (keyed ? 1 : 0))
    let most = UInt8((1 << min(8, Int(header.bit_depth))) - 1)
    let (rows, failure) = unsafe self.rows(header, size) { row, place in
      guard keyed else {
        unsafe Interleaving.split(row, into: stack, at: place)
        return nil
      }
      let (gray, alpha) = unsafe (stack.row(place.y, of: 0), stack.row(place.y, of: 1))
      for index in 0..<place.count {
        let x = place.x + index * place.step
        unsafe gray[x] = row[index]
        unsafe alpha[x] = Int32(row[index]) == header.gray_key ? 0 : most
      }
      return nil
    }
    return partial(header, stack, rows, failure, DecodedPicture.Samples.u8)
  }

  /// Looks indices up; one beyond the palette ends the picture.
  private func palette(_ header: cs_png_header, _ size: Size) -> PartialPicture {
    var colors = [UInt8](repeating: 0, count: 4 * 256)
    let count = Int(unsafe cs_png_palette(handle, &colors))
    let stack = PlaneStack<UInt8>(size: size, count: header.has_transparency != 0 ? 4 : 3)
    let (rows, failure) = unsafe self.rows(header, size) { row, place in
      for index in 0..<place.count where unsafe Int(row[index]) >= count {
        return Failure(
          "the PNG is damaged: the palette index \(unsafe row[index]) at column"
            + " \(place.x + index * place.step) exceeds the palette of \(count) colours",
          at: .row(file: file, row: place.y))
      }
      for channel in 0..<stack.count {
        let out = unsafe stack.row(place.y, of: channel) + place.x
        for index in 0..<place.count {
          unsafe out[index * place.step] = colors[4 * Int(row[index]) + channel]
        }
      }
      return nil
    }
    return partial(header, stack, rows, failure, DecodedPicture.Samples.u8)
  }

  private func wide(_ header: cs_png_header, _ size: Size) -> PartialPicture {
    let stack = PlaneStack<UInt16>(size: size, count: Int(header.channels))
    let (rows, failure) = unsafe self.rows(header, size) { row, place in
      unsafe Interleaving.splitBigEndian(row, into: stack, at: place)
      return nil
    }
    return partial(header, stack, rows, failure, DecodedPicture.Samples.u16)
  }

  /// Hands every row of the file to `body`; of an interlaced file, the rows of its passes.
  private func rows(
    _ header: cs_png_header, _ size: Size, _ body: (UnsafePointer<UInt8>, RowPlace) -> Failure?
  ) -> (complete: Int, failure: Failure?) {
    let byteCount = size.width * Int(header.channels) * Int(header.row_depth) / 8
    // libpng works in groups of pixels: a little more than the row.
    let row = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCount + 64)
    defer { unsafe row.deallocate() }
    unsafe row.initialize(repeating: 0, count: byteCount + 64)
    var complete = 0
    for pass in Adam7.passes(of: size, isInterlaced: header.is_interlaced != 0) {
      for y in stride(from: pass.y, to: size.height, by: pass.stepY) {
        guard unsafe cs_png_read_row(handle, row) == CS_OK else {
          return (complete, failure(row: pass.isLast ? complete : y))
        }
        let place = RowPlace(x: pass.x, step: pass.stepX, y: y, count: pass.width)
        if let failure = unsafe body(row, place) { return (complete, failure) }
        // Above a row of the last pass lie rows of earlier ones, all complete.
        if pass.isLast { complete = min(size.height, y + pass.stepY) }
      }
    }
    return (size.height, nil)
  }

  private func partial<S: Sample & ExpressibleByIntegerLiteral>(
    _ header: cs_png_header, _ stack: PlaneStack<S>, _ rows: Int, _ failure: Failure?,
    _ samples: ([Plane<S>]) -> DecodedPicture.Samples
  ) -> PartialPicture {
    if failure != nil { stack.fill(rowsFrom: rows, with: 0) }
    let channels: Channels =
      switch stack.count {
      case 1: .gray
      case 2: .grayAlpha
      case 3: .rgb
      default: .rgba
      }
    // A palette holds colours of 8 bits, whatever the depth of its indices.
    let bits = header.color_type == 3 ? 8 : Int(header.bit_depth)
    let declared = Int(header.significant_bits)
    let picture = DecodedPicture(
      size: stack.size, channels: channels, samples: samples(stack.planes), bits: bits,
      validBits: declared > 0 && declared <= bits ? declared : bits, format: "PNG",
      isInterlaced: header.is_interlaced != 0)
    return PartialPicture(picture: picture, completeRows: rows, failure: failure)
  }

  private func texts() -> [DecodedPicture.Text] {
    let count = unsafe cs_png_text_count(handle)
    return (0..<count).map { index in
      let text = unsafe cs_png_text(handle, index)
      let key = unsafe String(cString: text.key)
      return unsafe DecodedPicture.Text(key, Log.string(text))
    }
  }

  private func failure(row: Int?) -> Failure {
    unsafe Log.failure(cs_png_log(handle), format: "PNG", file: file, row: row)
  }
}
