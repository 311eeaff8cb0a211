import Diagnostics
import Raster

extension DecodedPicture {
  /// The one plane of a mosaic that was stored as RGB with three equal channels.
  ///
  /// A picture of one channel gives its plane. Alpha is refused: it says that pixels are missing.
  ///
  /// - Parameter file: what messages call the file.
  /// - Returns: a picture of the channels ``Channels/gray`` that shares the samples.
  /// - Throws: a failure that names the first pixel, by rows, whose channels differ.
  public func singlePlaneOfEqualChannels(file: String) throws(Failure) -> DecodedPicture {
    if channels == .gray { return self }
    guard channels == .rgb else {
      throw Failure(
        "a mosaic has one channel or three equal ones, this picture is \(channels.rawValue)",
        at: .file(file), remedy: "give a grey or an RGB picture")
    }
    var result = self
    result.channels = .gray
    switch samples {
    case .u8(let planes): result.samples = .u8([try equal(planes, file)])
    case .u16(let planes): result.samples = .u16([try equal(planes, file)])
    case .f32(let planes): result.samples = .f32([try equal(planes, file)])
    }
    return result
  }

  private func equal<S>(_ planes: [Plane<S>], _ file: String) throws(Failure) -> Plane<S> {
    let (first, second, third) = (planes[0], planes[1], planes[2])
    for y in 0..<size.height {
      let (red, green, blue) = (first.row(y), second.row(y), third.row(y))
      for x in red.indices where red[x] != green[x] || red[x] != blue[x] {
        throw Failure(
          "the channels differ at column \(x), row \(y):"
            + " \(red[x]), \(green[x]), \(blue[x]) (counted from 0)",
          at: .row(file: file, row: y),
          remedy: "this is a colour picture, not a mosaic stored as RGB; read it as one")
      }
    }
    return first
  }
}
