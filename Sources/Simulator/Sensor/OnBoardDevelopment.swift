import Diagnostics
import Kernels
import Raster
import Rig

/// Makes a picture of 8 bits of linear codes, as a rover does that sends pictures instead of codes.
///
///     balanced = black + (code − black) · white balance, rounded, at most white
///     picture  = sRGB(colour matrix · bilinear((balanced − black) / (white − black)))
///
/// The white balance stands before the limit, so that saturated places are white and not coloured;
/// the least of its factors counts as 1. A rig without white balance or matrix leaves that step
/// out. Bad pixels stay as they are.
struct OnBoardDevelopment: Sendable {
  private let filters: BayerPattern
  private let white: Double
  private let gains: [Double]
  private let development: Development

  /// The development of a camera's codes.
  ///
  /// - Throws: a failure where the camera has no colour filters.
  init(_ camera: Camera) throws(Failure) {
    let sensor = camera.sensor
    filters = try camera.simulatedFilters
    white = sensor.white
    let balance = camera.whiteBalance ?? [1, 1, 1]
    let least = balance.min() ?? 1
    gains = balance.map { $0 / least }
    let received = sensor.levels
    var development = Development(
      levels: Levels(
        blackPerSite: received.black, white: received.white, validBits: sensor.linearBits),
      method: .bilinear, tone: ToneCodes(ToneCodes.sRGB))
    if let matrix = camera.colorMatrix { development.matrix = matrix.map { Float($0) } }
    self.development = development
  }

  /// Red, green and blue.
  func planes(of codes: Plane<UInt16>) -> RGBPlanes<UInt8> {
    development.planes(of: balanced(codes), pattern: filters)
  }

  private func balanced(_ codes: Plane<UInt16>) -> Plane<UInt16> {
    let black = development.levels.black
    return Plane(size: codes.size) { y, out in
      let row = codes.row(y)
      for x in row.indices {
        let black = Double(black[(x & 1) + 2 * (y & 1)])
        let gain =
          switch filters.color(x: x, y: y) {
          case .red: gains[0]
          case .green: gains[1]
          case .blue: gains[2]
          }
        let light = (Double(row[x]) - black) * gain
        out[x] = UInt16(min(white, max(0, (black + light).rounded())))
      }
    }
  }
}
