import Codecs
import Diagnostics
import Files
import Pipeline
import Raster
import Stages

/// Reads a plain file as the kind of frame that a stage takes.
struct PictureReading {
  /// Who takes the picture, for messages.
  let reader: String
  let declaration: PictureDeclaration

  /// The frame in a file, and the scale by which its codes became light, where they did.
  func frame(
    _ path: String, for port: InputPort
  ) throws(Failure) -> (frame: any AnyFrame, scale: CodeScale?) {
    let bytes = try Files.read(path)
    if port.accepts == [Mosaic.name] || (port.accepts.contains(Mosaic.name) && isDeclaredMosaic) {
      return (try mosaic(bytes, path), nil)
    }
    if port.accepts == [Radiance.name]
      || (port.accepts.contains(Radiance.name) && isDeclaredMosaic)
    {
      return try radiance(bytes, path)
    }
    if port.accepts == [LinearGray.name] {
      let codes = try codes(bytes, path)
      let scale = scale(bits: codes.levels.validBits)
      let light = light(codes.samples, scale)
      return (
        Frame<LinearGray>(light, validity: codes.validity, properties: LinearProperties()), scale
      )
    }
    let picture = try Codec.decode(bytes, path: path)
    switch (picture.channels, picture.samples) {
    case (.rgb, .f32(let planes)) where port.accepts.contains(LinearRGB.name):
      return (Frame<LinearRGB>(rgb(planes), properties: LinearProperties()), nil)
    case (.gray, .f32(let planes)) where port.accepts.contains(LinearGray.name):
      return (Frame<LinearGray>(planes[0], properties: LinearProperties()), nil)
    case (.gray, .f32(let planes)) where port.accepts.contains(Disparity.name):
      return (
        Frame<Disparity>(planes[0], validity: Validity(knownIn: planes[0]), properties: .init()),
        nil
      )
    case (.gray, .f32(let planes)) where port.accepts.contains(Depth.name):
      return (
        Frame<Depth>(planes[0], validity: Validity(knownIn: planes[0]), properties: .init()), nil
      )
    case (.rgb, .f32(let planes)) where port.accepts.contains(XYZ.name):
      return (
        Frame<XYZ>(
          .init(planes: planes), validity: Validity(knownIn: planes[0]), properties: .init()), nil
      )
    case (.rgb, .f32(let planes)) where port.accepts.contains(Normals.name):
      return (
        Frame<Normals>(
          .init(planes: planes), validity: Validity(knownIn: planes[0]), properties: .init()), nil
      )
    case (.rgb, .u8(let planes)):
      return display(.eight(rgb(planes)), port) ?? light(planes, picture)
    case (.rgb, .u16(let planes))
    where port.accepts.contains(LinearRGB.name) && !isFullScale(picture):
      return light(planes, picture)
    case (.rgb, .u16(let planes)):
      return display(.sixteen(rgb(planes)), port) ?? light(planes, picture)
    case (.gray, .u8(let planes)) where takesLight(port):
      return grayLight(planes[0], picture)
    case (.gray, .u16(let planes))
    where takesLight(port) || (port.accepts.contains(LinearGray.name) && !isFullScale(picture)):
      return grayLight(planes[0], picture)
    case (.gray, .u8(let planes)) where port.accepts.contains(DisplayGray.name):
      return (Frame<DisplayGray>(.eight(planes[0]), properties: .init(transfer: "unknown")), nil)
    case (.gray, .u16(let planes)) where port.accepts.contains(DisplayGray.name):
      return (Frame<DisplayGray>(.sixteen(planes[0]), properties: .init(transfer: "unknown")), nil)
    default:
      throw Failure(
        "a \(picture.channels.rawValue) picture is not what \(reader) takes",
        at: .file(path),
        remedy: port.accepts.contains(Mosaic.name)
          ? "add --cfa if it is a mosaic" : "give a picture of three channels")
    }
  }

  /// Whether the largest code is white, as in pictures that are made to be looked at: sensors have
  /// fewer bits, and levels of their own.
  private func isFullScale(_ picture: DecodedPicture) -> Bool {
    (declaration.bits ?? picture.validBits) == 16 && declaration.black == nil
      && declaration.white == nil
  }

  /// Whether the call says that the file holds a mosaic.
  private var isDeclaredMosaic: Bool { declaration.pattern != nil || declaration.layout != nil }

  /// Whether codes of one channel are taken as light.
  private func takesLight(_ port: InputPort) -> Bool {
    port.accepts.contains(Radiance.name)
      || (port.accepts.contains(LinearGray.name) && !port.accepts.contains(DisplayGray.name))
  }

  func mosaic(_ bytes: [UInt8], _ path: String) throws(Failure) -> Frame<Mosaic> {
    guard let pattern = declaration.pattern else {
      throw Failure(
        "\(reader) needs to know which colour stands where", at: .file(path),
        remedy: "add --cfa RGGB, BGGR, GRBG or GBRG", category: .usage)
    }
    var codes = try codes(bytes, path)
    guard declaration.black != nil || declaration.white != nil else { return codes.mosaic(pattern) }
    let bits = codes.levels.validBits
    let (black, white) = (declaration.black ?? 0, declaration.white ?? Double((1 << bits) - 1))
    guard black < white else {
      throw Failure(
        "black \(black) is not below white \(white)", at: .argument("--black"),
        remedy: "give both levels in codes", category: .usage)
    }
    codes.levels = Levels(black: Float(black), white: Float(white), validBits: bits)
    return codes.mosaic(pattern)
  }

  /// The codes of a sensor, with or without colour filters.
  private func codes(_ bytes: [UInt8], _ path: String) throws(Failure) -> SensorCodes {
    var reading = CodeReading(file: path)
    reading.layout = declaration.layout
    reading.isInRGB = declaration.isMosaicInRGB
    if let bits = declaration.bits { reading.levels = .codes(bits: bits) }
    return try reading.codes(bytes, companion: Codec.companion(of: path)).codes
  }

  /// A mosaic of codes as light, exactly.
  private func radiance(
    _ bytes: [UInt8], _ path: String
  ) throws(Failure) -> (frame: any AnyFrame, scale: CodeScale?) {
    let codes = try mosaic(bytes, path)
    let scale = scale(bits: codes.properties.levels.validBits)
    return (
      Frame<Radiance>(
        light(codes.samples, scale), properties: .init(pattern: codes.properties.pattern)),
      scale
    )
  }

  /// The scale of codes of so many bits, at the declared levels.
  private func scale(bits: Int) -> CodeScale {
    CodeScale(bits: bits, black: declaration.black, white: declaration.white)
  }

  private func light<S: Sample & BinaryInteger>(_ plane: Plane<S>, _ scale: CodeScale)
    -> Plane<Float>
  {
    Plane(size: plane.size) { y, row in
      let source = plane.row(y)
      for x in source.indices { row[x] = scale.light(Float(source[x])) }
    }
  }

  private func light<S: Sample & BinaryInteger>(
    _ planes: [Plane<S>], _ picture: DecodedPicture
  ) -> (frame: any AnyFrame, scale: CodeScale?) {
    let scale = scale(bits: declaration.bits ?? picture.validBits)
    let linear = planes.map { light($0, scale) }
    return (Frame<LinearRGB>(rgb(linear), properties: LinearProperties()), scale)
  }

  private func grayLight<S: Sample & BinaryInteger>(
    _ plane: Plane<S>, _ picture: DecodedPicture
  ) -> (frame: any AnyFrame, scale: CodeScale?) {
    let scale = scale(bits: declaration.bits ?? picture.validBits)
    return (Frame<LinearGray>(light(plane, scale), properties: LinearProperties()), scale)
  }

  private func display(
    _ samples: DisplayRGB.Samples, _ port: InputPort
  ) -> (frame: any AnyFrame, scale: CodeScale?)? {
    guard port.accepts.contains(DisplayRGB.name) else { return nil }
    return (Frame<DisplayRGB>(samples, properties: .init(transfer: "unknown")), nil)
  }

  private func rgb<S: Sample>(_ planes: [Plane<S>]) -> RGBPlanes<S> {
    RGBPlanes(red: planes[0], green: planes[1], blue: planes[2])
  }
}
