import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// An evenly lit surface becomes even.
public struct Flat: CorrectingStage {
  /// The flat, instead of the rig's.
  public var file: String?
  /// Code of no light in the flat.
  public var fileBlack: Double?
  /// The column and row of the flat at which frames begin.
  public var at = [0, 0]
  private var gains: FlatGains?

  /// The flat of the rig.
  public init() {}

  /// Gains that stand in for those of a rig: 1 is code 32768.
  package init(_ gains: Plane<UInt16>) {
    self.gains = FlatGains(map: GainMap(codes: gains, scale: 1 / 32768), marks: nil)
  }

  /// `flat`.
  public static let name = "flat"
  /// What it does.
  public static let summary = "Divides by what each pixel shows of an evenly lit surface."
  /// The parameters.
  public static let table = Table<Flat>([
    .text(
      "file", \.file, absent: "from the rig",
      "Mean mosaic of an evenly lit surface, black included, at the scale of its bits."),
    .number(
      "fileBlack", \.fileBlack, unit: "DN", range: 0...65534, absent: "from the rig",
      "Code of no light in the file, at the scale of its bits."),
    .integers(
      "at", \.at, unit: "px", range: 0...32767, count: 2...2,
      "Column and row of the flat at which frames begin, where they are cut smaller."),
  ])
  /// Light arrives.
  public static let inputs = [
    InputPort(
      Radiance.self, LinearGray.self, summary: "Light of one plane, black at 0.")
  ]
  /// Light leaves.
  public var outputs: [OutputPort] {
    [OutputPort(sameAs: "frame", summary: "The same, even where the surface is.")]
  }
  /// A slope instead of a measurement.
  public static var benchmarks: [(name: String, stage: Flat)] {
    [("", Flat(.slope))]
  }
  /// One pixel at a time.
  public var reach: Reach { .halo(0) }

  /// The flat.
  public func sideFiles(for origin: Origin) -> [String] {
    (try? origin.calibration(\.flat, unless: file)).map { [$0] } ?? []
  }

  /// Reads the flat.
  public func resolved(for origin: Origin) throws(Failure) -> Flat {
    var result = self
    guard let path = try origin.calibration(\.flat, unless: file) else {
      throw Failure(
        "the rig names no flat for camera \(origin.camera?.name ?? "?")", at: .file(origin.file),
        remedy: "add calibration: {flat: …} to the camera, or give file here")
    }
    var picture = CalibrationPicture(file: path, kind: "flat")
    picture.black = fileBlack
    let codes = try picture.codes(for: origin)
    let isMosaic = origin.pattern != nil
    let name = "gains \(isMosaic) \(fileBlack.map { "\($0)" } ?? "")"
    result.gains = try origin.sideFiles.value(of: path, as: name) { _ throws(Failure) in
      guard let gains = FlatGains(codes, isMosaic: isMosaic) else {
        throw Failure(
          "the middle of the flat is dark", at: .file(path),
          remedy:
            "give the mean of frames of a lit surface, and the code of no light in it (fileBlack)"
        )
      }
      return gains
    }
    return result
  }

  /// Divides; where the flat is dark, there is no data.
  func correction(size: Size) throws(Failure) -> (LightCorrection, marks: Plane<UInt8>?) {
    guard let gains else { throw .unresolved(Self.name) }
    let codes = try gains.map.codes.covering(size, at: at, kind: "flat", file: file)
    let marks = try gains.marks?.covering(size, at: at, kind: "flat", file: file)
    return (.gains(GainMap(codes: codes, scale: gains.map.scale)), marks: marks)
  }
}

/// What pixels are multiplied by so that an evenly lit surface is even.
struct FlatGains: Sendable {
  /// The share of the middle's light below which a pixel of the flat counts as dead.
  private static let least: Float = 0.05

  /// A factor for each pixel, 1 where there is none.
  ///
  /// They are rounded to a power of two, 2⁻¹⁵ where none is above 2: 0.002 %, while the mean of 256
  /// frames is known to some 0.05 %.
  let map: GainMap
  /// Pixels without a factor, as bad ones; nil where there are none.
  let marks: Plane<UInt8>?

  init(map: GainMap, marks: Plane<UInt8>?) {
    (self.map, self.marks) = (map, marks)
  }

  /// Factors that leave the mean of each colour as it is in the middle ninth of the picture; nil
  /// where that is dark.
  ///
  /// - Parameters:
  ///   - flat: what was measured.
  ///   - isMosaic: whether each site of a cell is a colour of its own.
  init?(_ flat: CalibrationCodes, isMosaic: Bool) {
    let light = flat.light
    let size = light.size
    var sums = [Double](repeating: 0, count: 4)
    var counts = sums
    for y in size.height / 3..<max(size.height / 3, size.height - size.height / 3) {
      let row = light.row(y)
      for x in size.width / 3..<max(size.width / 3, size.width - size.width / 3) {
        let site = isMosaic ? (y & 1) * 2 + (x & 1) : 0
        sums[site] += Double(row[x])
        counts[site] += 1
      }
    }
    if !isMosaic {
      (sums, counts) = (Array(repeating: sums[0], count: 4), Array(repeating: counts[0], count: 4))
    }
    let means = zip(sums, counts).map { $1 > 0 ? Float($0 / $1) : 0 }
    guard means.allSatisfy({ $0 > 0 }) else { return nil }
    let dead = (0..<size.height).contains { y in
      let row = light.row(y)
      return row.indices.contains { row[$0] < Self.least * means[(y & 1) * 2 + ($0 & 1)] }
    }
    func factor(_ light: Float, _ x: Int, _ y: Int) -> Float {
      let mean = means[(y & 1) * 2 + (x & 1)]
      return light < Self.least * mean ? 1 : mean / light
    }
    var greatest: Float = 1
    for y in 0..<size.height {
      let row = light.row(y)
      for x in row.indices { greatest = max(greatest, factor(row[x], x, y)) }
    }
    var scale: Float = 1 / 32768
    while greatest / scale > 65535 { scale *= 2 }
    let unit = scale
    let codes = Plane<UInt16>(size: size) { y, target in
      let row = light.row(y)
      for x in row.indices { target[x] = UInt16(min(factor(row[x], x, y) / unit + 0.5, 65535)) }
    }
    map = GainMap(codes: codes, scale: unit)
    marks =
      dead
      ? Plane(size: size) { y, target in
        let row = light.row(y)
        for x in row.indices {
          let isDead = row[x] < Self.least * means[(y & 1) * 2 + (x & 1)]
          target[x] = isDead ? Defects.badPixel.rawValue : 0
        }
      } : nil
  }
}
