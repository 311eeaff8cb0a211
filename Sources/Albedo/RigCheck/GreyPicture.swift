import Codecs
import Diagnostics
import Files
import Kernels
import Raster
import Stages
import Stereo

/// A plain picture in grey, as features are looked for in it.
///
/// Codes of a developed picture are divided by their largest one; of colours, the luma of ITU-R
/// BT.601 is taken. A mosaic becomes (R + 2 G + B) / 4 at every site by the weights 1 2 1 along
/// both axes, which hold each colour equally at all sites and move nothing; light, as mosaics and
/// numbers state it, goes through ``Raster/Plane/evenLight(_:)``.
struct GreyPicture {
  let samples: Plane<Float>
  let validity: Validity

  /// Reads a picture.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - declaration: what it cannot say itself.
  ///   - context: threads and instruction set.
  /// - Throws: a failure of reading, or that the channels are no colours.
  init(
    _ path: String, _ declaration: PictureDeclaration, in context: FilterContext
  ) throws(Failure) {
    let bytes = try Files.read(path)
    guard declaration.pattern == nil else {
      let reading = PictureReading(reader: "rig check", declaration: declaration)
      try self.init(mosaic: try reading.mosaic(bytes, path), in: context)
      return
    }
    let picture = try PictureReport.decode(bytes, path, declaration.layout)
    guard picture.channels != .cmyk, picture.channels != .invertedCMYK else {
      throw Failure(
        "a \(picture.channels.rawValue) picture has no luma", at: .file(path),
        remedy: "give a picture in grey or RGB")
    }
    let bits = declaration.bits ?? picture.validBits
    let (black, white) = (
      Float(declaration.black ?? 0), Float(declaration.white ?? Double((1 << min(bits, 16)) - 1))
    )
    guard black < white else {
      throw Failure(
        "black \(black) is not below white \(white)", at: .argument("--black"),
        remedy: "give both levels in codes", category: .usage)
    }
    switch picture.samples {
    case .u8(let planes):
      self.init(
        samples: Self.luma(planes) { (Float($0) - black) / (white - black) },
        validity: Self.known(planes, of: picture))
    case .u16(let planes):
      self.init(
        samples: Self.luma(planes) { (Float($0) - black) / (white - black) },
        validity: Self.known(planes, of: picture))
    case .f32(let planes):
      let light = Self.luma(planes) { $0 }
      let validity = Validity(allValid: picture.size).marking(
        light.places { !$0.isFinite }, .lost)
      self.init(samples: light.evenLight(validity), validity: validity)
    }
  }

  /// What of codes is data: neither what a label calls missing, nor what is transparent.
  private static func known<S: Sample & BinaryInteger>(
    _ planes: [Plane<S>], of picture: DecodedPicture
  ) -> Validity {
    var known = Validity(allValid: picture.size)
    if planes.count < 3 {
      known = picture.markingMissing(planes[0].mapped { UInt16($0) }, known)
    }
    guard picture.channels == .grayAlpha || picture.channels == .rgba else { return known }
    return known.marking(planes[planes.count - 1].places { $0 == 0 }, .outside)
  }

  private init(samples: Plane<Float>, validity: Validity) {
    (self.samples, self.validity) = (samples, validity)
  }

  private init(mosaic: Frame<Mosaic>, in context: FilterContext) throws(Failure) {
    let light = Frame<Radiance>(
      erased: try BlackLevel().applied(to: mosaic, engine: .fast(threads: context.threads)))
    let weights = TapWeights([0.25, 0.5, 0.25])
    let validity = light.validity.spread(by: 1, rows: 0..<light.size.height)
    let grey = Convolution.separable(light.samples, rows: weights, columns: weights, in: context)
    self.init(samples: grey.evenLight(validity), validity: validity)
  }

  /// Luma of planes of grey or of red, green and blue; others are left out.
  private static func luma<S: Sample>(
    _ planes: [Plane<S>], _ light: (S) -> Float
  ) -> Plane<Float> {
    let parts = planes.map { $0.mapped(light) }
    guard parts.count >= 3 else { return parts[0] }
    return RGBPlanes(red: parts[0], green: parts[1], blue: parts[2]).luma
  }
}

extension Plane {
  /// Where samples fulfil a condition.
  fileprivate func places(where isWanted: (S) -> Bool) -> [(x: Int, y: Int)] {
    var places: [(x: Int, y: Int)] = []
    for y in 0..<height {
      let row = row(y)
      for x in row.indices where isWanted(row[x]) { places.append((x, y)) }
    }
    return places
  }
}
