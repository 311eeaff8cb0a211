import Raster
import Rig
import Testing

@testable import Simulator

struct SensorTests {
  private func evenView(_ size: Size, _ light: Float) -> View {
    let plane = Plane<Float>(size: size, repeating: light)
    return View(
      radiance: RGBPlanes(red: plane, green: plane, blue: plane),
      depth: Plane(size: size, repeating: 1))
  }

  private func statistics(_ plane: Plane<UInt16>) -> (mean: Double, variance: Double) {
    var (sum, squares) = (0.0, 0.0)
    for y in 0..<plane.height {
      let row = plane.row(y)
      for x in row.indices {
        sum += Double(row[x])
        squares += Double(row[x]) * Double(row[x])
      }
    }
    let count = Double(plane.size.area)
    return (sum / count, squares / count - sum / count * sum / count)
  }

  /// 200,000 pixels: the variance is known to 0.3 %.
  @Test(arguments: [0.0, 0.001, 0.01, 0.03, 0.06])
  func `noise on an even surface follows the photon transfer model`(light: Float) throws {
    let eye = camera(width: 500, height: 400)
    let sensor = try SensorModel(eye, index: 0, seed: 3, defects: none)
    let codes = sensor.expose(
      evenView(eye.sensor.size, light), exposure: 0.01, frame: 0, threads: 2)
    let (mean, variance) = statistics(codes)
    let electrons = Double(light) * 1.2e7 * 0.01
    #expect((mean - 64 - electrons / 3.2).magnitude < 0.002 * (mean - 64) + 0.05)
    // Rounding to codes adds a twelfth.
    let noise = try #require(eye.sensor.noise)
    let wanted = noise.variance(signal: electrons / 3.2) + 1.0 / 12
    #expect((variance / wanted - 1).magnitude < 0.02)
  }

  private var none: DefectShares {
    var shares = DefectShares()
    (shares.hot, shares.dead) = (0, 0)
    return shares
  }

  @Test func `sensitivity varies as the rig says and stays from frame to frame`() throws {
    var eye = camera(width: 500, height: 400)
    eye.sensor.prnu = 0.02
    eye.sensor.readNoise = 0
    let sensor = try SensorModel(eye, index: 0, seed: 3, defects: none)
    let view = evenView(eye.sensor.size, 0.06)
    let first = sensor.expose(view, exposure: 0.01, frame: 0, threads: 1)
    let second = sensor.expose(view, exposure: 0.01, frame: 1, threads: 1)
    #expect(first != second)
    let (mean, variance) = statistics(first)
    let signal = mean - 64
    let wanted = signal / 3.2 + 0.02 * 0.02 * signal * signal + 1.0 / 12
    #expect((variance / wanted - 1).magnitude < 0.02)
    // The mean of the product of deviations is the variance of what stays.
    var shared = 0.0
    let other = statistics(second).mean
    for y in 0..<400 {
      for x in 0..<500 {
        shared += (Double(first[x, y]) - mean) * (Double(second[x, y]) - other)
      }
    }
    #expect((shared / 200_000 / (0.02 * 0.02 * signal * signal) - 1).magnitude < 0.03)
  }

  @Test func `white surfaces are neutral after the rig's white balance and matrix`() throws {
    var eye = camera(width: 64, height: 64)
    eye.whiteBalance = [1.9, 1, 1.5]
    eye.colorMatrix = [1.6, -0.4, -0.2, -0.2, 1.5, -0.3, 0, -0.5, 1.5]
    let sensor = try SensorModel(eye, index: 0, seed: 3, defects: none)
    let white = Vector3(1, 1, 1)
    #expect((sensor.filtered(white, x: 0, y: 0) * 1.9 - 1).magnitude < 1e-12)
    #expect((sensor.filtered(white, x: 1, y: 0) - 1).magnitude < 1e-12)
    #expect((sensor.filtered(white, x: 1, y: 1) * 1.5 - 1).magnitude < 1e-12)
  }

  @Test func `hot and dead pixels show, and the list names exactly them`() throws {
    var eye = camera(width: 400, height: 300)
    eye.sensor.darkCurrent = 15
    var shares = DefectShares()
    (shares.hot, shares.dead) = (0.001, 0.001)
    let sensor = try SensorModel(eye, index: 1, seed: 3, defects: shares)
    let listed = Set(sensor.pattern.badPixels.pixels)
    #expect(listed.count > 180 && listed.count < 300)
    let codes = sensor.expose(
      evenView(eye.sensor.size, 0.05), exposure: 0.01, frame: 0, threads: 1)
    let long = sensor.expose(evenView(eye.sensor.size, 0), exposure: 1, frame: 1, threads: 1)
    for y in 0..<300 {
      for x in 0..<400 {
        let isOdd = codes[x, y] < 300 || long[x, y] > 400
        #expect(isOdd == listed.contains(BadPixelList.Position(x: x, y: y)))
      }
    }
  }

  @Test func `too much light ends at the full well or at white`() throws {
    var eye = camera(width: 32, height: 32)
    eye.sensor.readNoise = 0
    let sensor = try SensorModel(eye, index: 0, seed: 3, defects: none)
    let codes = sensor.expose(evenView(eye.sensor.size, 1), exposure: 1, frame: 0, threads: 1)
    #expect(codes[5, 5] == 4095)
    eye.sensor.fullWell = 3200
    let small = try SensorModel(eye, index: 0, seed: 3, defects: none)
    #expect(
      small.expose(evenView(eye.sensor.size, 1), exposure: 1, frame: 0, threads: 1)[5, 5] == 1064)
  }

  @Test func `square-root companding loses at most half a step`() {
    var sensor = camera().sensor
    sensor.validBits = 8
    sensor.companding.kind = .squareRoot
    sensor.companding.linearBits = 12
    let all = Plane<UInt16>(size: Size(4096, 1)) { _, out in
      for x in 0..<4096 { out[x] = UInt16(x) }
    }
    let sent = Compander(sensor).compressed(all)
    for linear in 0..<4096 {
      let code = Double(sent[linear, 0])
      #expect(code <= 255)
      let (low, high) = (max(0, code - 0.5), code + 0.5)
      let scale = 4095.0 / (255.0 * 255.0)
      #expect(Double(linear) >= low * low * scale - 1e-9)
      #expect(Double(linear) <= high * high * scale + 1e-9)
    }
  }

  @Test func `a companding table sends the nearest code`() {
    var sensor = camera().sensor
    sensor.validBits = 2
    sensor.companding.kind = .table
    sensor.companding.linearBits = 4
    sensor.companding.values = [0, 2, 6, 15]
    let all = Plane<UInt16>(size: Size(16, 1)) { _, out in
      for x in 0..<16 { out[x] = UInt16(x) }
    }
    let sent = Compander(sensor).compressed(all)
    let wanted: [UInt16] = [0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3]
    #expect((0..<16).map { sent[$0, 0] } == wanted)
  }
}
