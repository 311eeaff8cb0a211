import Diagnostics
import Raster
import Settings

/// The file of a sensor's bad pixels: hot, dead or stuck ones, whose values are no data.
///
///     version: 1
///     pixels:
///       - [17, 4]        # column, row; the top left pixel is [0, 0]
public struct BadPixelList: ConfigurationFile, Hashable {
  /// A column and a row.
  public struct Position: Sendable, Hashable {
    /// Column, from 0.
    public var x: Int
    /// Row, from 0.
    public var y: Int

    /// A position from its parts.
    public init(x: Int, y: Int) {
      (self.x, self.y) = (x, y)
    }
  }

  /// The pixels.
  public var pixels: [Position] = []

  /// No bad pixel.
  public init() {}

  /// A list of pixels.
  public init(pixels: [Position]) {
    self.pixels = pixels
  }

  /// `bad-pixels`.
  public static let kind = "bad-pixels"
  /// What such a file says.
  public static let summary = "Pixels of a sensor whose values are no data."
  /// The parameters.
  public static let table = Table<BadPixelList>([
    .value(
      "pixels", \.pixels,
      .list(
        of: ValueKind<[Int]>.list(of: .integer(unit: "px", range: 0...32767), count: 2...2)
          .mapped({ Position(x: $0[0], y: $0[1]) }, back: { [$0.x, $0.y] })),
      required: true, "Column and row of each, [0, 0] being the top left one.")
  ])

  /// Reads a list and checks it against the size of its sensor.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: its name, for messages.
  ///   - size: of the sensor.
  /// - Returns: the list.
  /// - Throws: everything that is wrong with it.
  public static func load(text: String, file: String, size: Size) throws(Failure) -> BadPixelList {
    var findings = Findings()
    let document = Yaml.load(BadPixelList.self, text: text, file: file, &findings)
    if let document, let list = document.node["pixels"], findings.areClean(list) {
      for (pixel, node) in zip(document.value.pixels, list.elements)
      where pixel.x >= size.width || pixel.y >= size.height {
        findings.add(
          node.diagnostic(
            "pixel [\(pixel.x), \(pixel.y)] lies outside a sensor of \(size)",
            remedy: "count columns and rows from 0"))
      }
    }
    try findings.throwIfAny()
    return document?.value ?? BadPixelList()
  }

  /// The file that says this list.
  public var yamlText: String {
    let lines = pixels.map { "  - [\($0.x), \($0.y)]\n" }
    return "version: 1\npixels:" + (lines.isEmpty ? " []\n" : "\n" + lines.joined())
  }
}
