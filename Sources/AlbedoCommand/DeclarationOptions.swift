import Albedo
import ArgumentParser

/// What commands that read plain picture files can be told about them.
struct DeclarationOptions: ParsableArguments {
  @Option(name: .long, help: "Which colour stands where: RGGB, BGGR, GRBG or GBRG.")
  var cfa: BayerPattern?

  @Option(name: .long, help: "How many low bits of a code carry information.")
  var bits: Int?

  @Option(name: .long, help: "Code of no light.")
  var black: Double?

  @Option(name: .long, help: "Code of saturation.")
  var white: Double?

  @Option(
    name: .long, help: "Geometry of a file without a header: WIDTHxHEIGHT:FORMAT[@OFFSET][+STRIDE]."
  )
  var raw: String?

  @Flag(name: .long, help: "The mosaic is stored as RGB with equal channels.")
  var mosaicFromRGB = false

  func validate() throws {
    if let bits, !(1...16).contains(bits) { throw ValidationError("--bits takes 1 to 16.") }
  }

  var declaration: PictureDeclaration {
    var declaration = PictureDeclaration()
    declaration.pattern = cfa
    declaration.bits = bits
    declaration.black = black
    declaration.white = white
    declaration.layout = raw
    declaration.isMosaicInRGB = mosaicFromRGB
    return declaration
  }
}

extension BayerPattern: ExpressibleByArgument {
  /// The pattern in either case.
  public init?(argument: String) {
    self.init(rawValue: argument.uppercased())
  }
}
