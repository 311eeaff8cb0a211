import Raster
import Rig

/// What is measured of a sensor before flight.
///
/// Codes are linear, black included, at the scale of 16 bits: `code · 2^(16 - linear bits)`, so
/// that a mean keeps its fractions. Each mean has the noise of so many frames, and is rounded to
/// steps of that size or less, so that files hold no more than is known.
extension SensorModel {
  /// The mean of frames of an evenly lit white surface.
  ///
  /// - Parameters:
  ///   - level: of the brightest colour at the centre, as a share of white.
  ///   - frames: how many.
  ///   - threads: how many workers.
  /// - Returns: codes at the scale of 16 bits.
  func flat(level: Double = 0.7, frames: Int, threads: Int) -> Plane<UInt16> {
    let white = Vector3(1, 1, 1)
    let brightest = [(0, 0), (1, 0), (0, 1), (1, 1)].map { filtered(white, x: $0, y: $1) }.max()
    let perSecond = responsivity * (brightest ?? 1)
    let top = min(fullWell, (camera.sensor.white - black(x: 0, y: 0)) * gain)
    let exposure = level * top / max(perSecond, 1e-300)
    return mean(frames: frames, stream: 0, threads: threads) { x, y, pixel in
      (rate(white, x: x, y: y) * pixel.sensitivity + pixel.darkCurrent) * exposure
    }
  }

  /// The mean of frames without light.
  ///
  /// - Parameters:
  ///   - exposure: in seconds.
  ///   - frames: how many.
  ///   - threads: how many workers.
  /// - Returns: codes at the scale of 16 bits.
  func dark(exposure: Double, frames: Int, threads: Int) -> Plane<UInt16> {
    mean(frames: frames, stream: 1, threads: threads) { _, _, pixel in
      pixel.darkCurrent * exposure
    }
  }

  private func mean(
    frames: Int, stream: UInt32, threads: Int,
    _ electrons: @escaping @Sendable (Int, Int, SensorPattern.Pixel) -> Double
  ) -> Plane<UInt16> {
    let size = camera.sensor.size
    let scale = Double(1 << (16 - camera.sensor.linearBits))
    let kind = Stream.calibration + 64 * stream + UInt32(truncatingIfNeeded: index)
    let bands = forEachBand(rows: size.height, threads: threads) { rows in
      var codes: [UInt16] = []
      codes.reserveCapacity(rows.count * size.width)
      for y in rows {
        for x in 0..<size.width {
          let mean = min(fullWell, electrons(x, y, pattern.pixel(x: x, y: y)))
          let spread = ((mean + readNoise * readNoise) / Double(frames)).squareRoot()
          let draw = random.uniforms(x: x, y: y, stream: kind)
          let code = (mean + spread * Normal.quantile(draw.x)) / gain + black(x: x, y: y)
          let top = min(camera.sensor.white, max(0, code)) * scale
          let step = Double(
            sign: .plus, exponent: max(0, (spread / gain * scale).exponent), significand: 1)
          codes.append(UInt16(min(65535, (top / step).rounded() * step)))
        }
      }
      return codes
    }
    return Plane(size: size) { y, out in
      let start = (y % 16) * size.width
      for x in 0..<size.width { out[x] = bands[y / 16][start + x] }
    }
  }
}
