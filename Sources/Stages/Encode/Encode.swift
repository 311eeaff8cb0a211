import Codecs
import Diagnostics
import Pipeline
import Raster
import Settings

/// Writes a picture or a report.
public struct Encode: SinkStage {
  /// The formats that are written.
  public enum Format: String, Sendable, CaseIterable {
    /// Portable Network Graphics, 8 or 16 bits, lossless.
    case png
    /// JPEG, 8 bits, lossy.
    case jpeg
    /// Portable greymap or pixmap, 8 or 16 bits.
    case pnm
    /// Portable floatmap.
    case pfm
    /// JSON, for reports alone.
    case json
  }

  /// What of a frame is written.
  public enum Content: String, Sendable, CaseIterable {
    /// Its samples.
    case picture
    /// Why its pixels are no data.
    case defects
  }

  /// What is written.
  public var content = Content.picture
  /// The format of the file.
  public var format = Format.png
  /// Effort of PNG.
  public var compression = 6
  /// Quality of JPEG.
  public var quality = 92
  /// Colour resolution of JPEG.
  public var subsampling = JPEGWriter.Subsampling.both

  /// PNG.
  public init() {}

  /// `encode`.
  public static let name = "encode"
  /// What it does.
  public static let summary =
    "Writes a picture as PNG, JPEG, PGM/PPM or PFM, or a report as JSON, with its provenance."
  /// The parameters.
  public static let table = Table<Encode>([
    .choice(
      "content", \.content,
      "The picture, or its mask: 0 for data; else 1 lost + 2 bad pixel + 4 saturated + 8 outside "
        + "+ 16 unmatched."),
    .choice(
      "format", \.format,
      "The format of the file; light becomes 16-bit codes in PNG, and json is for reports."),
    .integer("compression", \.compression, range: 0...9, "Effort of PNG."),
    .integer("quality", \.quality, range: 1...100, "Quality of JPEG."),
    .choice("subsampling", \.subsampling, "Colour resolution of JPEG."),
  ])
  /// Any picture or report arrives.
  public static let inputs = [
    InputPort(
      DisplayRGB.self, DisplayGray.self, LinearRGB.self, LinearGray.self, Radiance.self,
      Mosaic.self, Disparity.self, Depth.self, XYZ.self, Normals.self, FrameIndex.self,
      Report.self,
      summary: "The picture or the report to write.")
  ]
  /// Nothing but the file leaves.
  public var outputs: [OutputPort] { [] }
  /// A file is written as a whole.
  public var reach: Reach { .wholeFrame }

  /// `png`, `jpg`, `pnm`, `pfm` or `json`.
  public var fileEnding: String { format == .jpeg ? "jpg" : format.rawValue }

  /// A format that cannot hold what arrives is refused before anything runs.
  public func check(_ domains: [String: String], _ node: YamlNode, _ findings: inout Findings) {
    guard let domain = domains["frame"], let misfit = misfit(domain) else { return }
    let place = node["format"] ?? node["content"] ?? node
    findings.add(place.diagnostic(misfit.problem, remedy: misfit.remedy))
  }

  /// Why the format cannot hold what is written of a frame, as far as its domain tells.
  private func misfit(_ domain: String) -> (problem: String, remedy: String)? {
    let problem = "\(format.rawValue) does not hold what is in a \(domain) frame"
    if domain == Report.name {
      if content == .defects {
        return ("a report has no defects", "write it with content: picture")
      }
      return format == .json ? nil : (problem, "write it with format: json")
    }
    if format == .json { return (problem, "write it as png or pfm; json is for reports") }
    if content == .defects {
      let keepsMasks = format == .png || format == .pnm
      let loss = "\(format.rawValue) does not keep a mask as it is"
      return keepsMasks ? nil : (loss, "write defects as png or pnm")
    }
    if domain == FrameIndex.name {
      let keepsNumbers = format == .png || format == .pnm
      return keepsNumbers ? nil : (problem, "write it as png or pnm, which keep its numbers")
    }
    let hasUnit = [Disparity.name, Depth.name, XYZ.name, Normals.name].contains(domain)
    guard hasUnit && format != .pfm else { return nil }
    return (problem, "write it as pfm, or make colours of it with color-code")
  }

  /// The bytes of the file.
  public func encode(
    _ inputs: [String: any AnyFrame], provenance: Provenance
  ) throws(Failure) -> [UInt8] {
    guard let frame = inputs["frame"] else { throw .unresolved(Self.name) }
    if let report = frame as? Frame<Report>, format == .json {
      return Array((try report.json(with: provenance).prettyText + "\n").utf8)
    }
    var samples = try samples(of: frame)
    if format != .pfm { samples = samples.quantised(scale: 65535, offset: 0, bits: 16) }
    return try encoding.bytes(samples, provenance: provenance)
  }

  /// What is written of a picture: its samples or its mask.
  ///
  /// - Parameter frame: any picture.
  /// - Returns: planes as a file holds them.
  /// - Throws: a failure where the format cannot hold them.
  public func samples(of frame: any AnyFrame) throws(Failure) -> PictureSamples {
    if let misfit = misfit(frame.domainName) {
      throw Failure(misfit.problem, remedy: misfit.remedy)
    }
    guard content == .defects else { return try PictureSamples(frame) }
    return .eight([frame.validity.defects ?? Plane(size: frame.validity.size, repeating: 0)])
  }

  /// How a picture becomes a file; PNG where the format is none of pictures.
  public var encoding: PictureEncoding {
    var encoding = PictureEncoding()
    encoding.format = PictureEncoding.Format(rawValue: format.rawValue) ?? .png
    encoding.compression = compression
    encoding.quality = quality
    encoding.subsampling = subsampling
    return encoding
  }
}

extension Frame<Report> {
  /// The report with what its file says about itself.
  fileprivate func json(with provenance: Provenance) throws(Failure) -> JSONValue {
    guard case .object(let members) = try json else {
      throw Failure("a report is no object", category: .internalError)
    }
    let entries = provenance.entries.map { ($0.key, JSONValue.string($0.value)) }
    return .object(members + [("provenance", .object(entries))])
  }
}
