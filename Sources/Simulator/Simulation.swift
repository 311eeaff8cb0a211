import Diagnostics
import Downlink
import ExactMath
import Files
import Kernels
import Raster
import Rig
import Settings

/// A scene with its rig, ready to be computed.
public struct Simulation: Sendable {
  /// The scene.
  public let scene: SceneDescription
  /// The rig.
  public let rig: RigDescription
  /// How many threads work; the pixels do not depend on it.
  public let threads: Int
  /// The cameras as they truly stand.
  let cameras: [Camera]
  /// What stands in the scene, moment by moment.
  let moments: [MomentScene]
  /// Grounds and Suns, and which of them moments have.
  private let settings: [Setting]
  private let settingNumbers: [Int]
  let sensors: [SensorModel]
  let random: Philox

  /// Makes the terrain of a scene and puts the rover on it.
  ///
  /// - Parameters:
  ///   - scene: what is simulated.
  ///   - rig: the rover's cameras; each states gain, read noise and responsivity.
  ///   - threads: how many threads work.
  /// - Throws: a failure for each camera that cannot be simulated.
  public init(_ scene: SceneDescription, rig: RigDescription, threads: Int = 2) throws(Failure) {
    let seed = UInt64(truncatingIfNeeded: scene.seed)
    var findings = Findings()
    var sensors: [SensorModel] = []
    let cameras = rig.cameras.map { camera in
      scene.misalignments.filter { $0.camera == camera.name }.reduce(camera) { $1.applied(to: $0) }
    }
    self.cameras = cameras
    for (index, camera) in cameras.enumerated() {
      do throws(Failure) {
        sensors.append(
          try SensorModel(camera, index: index, seed: seed, defects: scene.defects))
      } catch { findings.add(error) }
    }
    try findings.throwIfAny()
    let random = Philox(seed: seed)
    let (settings, numbers) = Setting.all(of: scene, rig, random: random, threads: threads)
    (self.settings, settingNumbers) = (settings, numbers)
    moments = forEachBand(rows: scene.moments.count, height: 1, threads: threads) { band in
      let number = band.lowerBound
      return MomentScene(
        scene, scene.moments[number], placement: settings[numbers[number]].placement,
        random: random)
    }
    self.scene = scene
    self.rig = rig
    self.threads = threads
    self.sensors = sensors
    self.random = random
  }

  /// Where and when a moment is.
  func setting(_ moment: Int) -> Setting { settings[settingNumbers[moment]] }

  /// Which moments have the same ground and Sun: those of the same number.
  func settingNumber(_ moment: Int) -> Int { settingNumbers[moment] }

  /// A moment where the scene says that the rover and the Sun are; the first where none is there.
  private var home: Setting {
    setting(scene.moments.firstIndex { $0.rover == nil && $0.sun == nil } ?? 0)
  }

  /// The terrain around the rover.
  public var terrain: Terrain { home.terrain }

  /// The rover on it.
  public var placement: Placement { home.placement }

  /// What renders a moment.
  private func renderer(_ moment: Int) -> Renderer {
    Renderer(
      scene: litScene(moment), placement: setting(moment).placement,
      quality: scene.quality == .reference ? .reference : .sweep, ambient: scene.ambient,
      optics: Optics(scene.lens, scene.moments[moment].motion), random: random)
  }

  /// A moment under its Sun.
  func litScene(_ moment: Int) -> LitScene {
    let setting = setting(moment)
    return LitScene(
      terrain: setting.terrain, bodies: moments[moment].bodies, sun: setting.sun,
      ceilings: setting.ceilings, soil: scene.soil.material(redSlope: scene.terrain.redSlope),
      grain: SurfaceGrain(random: random))
  }

  /// The ground as a camera sees it, for all moments of one setting; nil where each follows it
  /// anew.
  func groundLayer(camera: Int, moment: Int) -> GroundLayer? {
    guard scene.quality == .sweep else { return nil }
    return renderer(moment).groundLayer(cameras[camera], number: camera, threads: threads)
  }

  /// What a camera sees.
  ///
  /// - Parameters:
  ///   - camera: its number in the rig.
  ///   - moment: which of the scene's moments.
  ///   - rows: rows of its picture; the view has only these. Nil stands for all.
  /// - Returns: light, spread by the lens, and the distance and kind of what pixels show.
  public func view(camera: Int, moment: Int = 0, rows: Range<Int>? = nil) -> View {
    view(
      camera: camera, moment: moment, rows: rows,
      over: groundLayer(camera: camera, moment: moment))
  }

  /// The same over a ground that is known.
  func view(
    camera: Int, moment: Int, rows: Range<Int>? = nil, over layer: GroundLayer?
  ) -> View {
    let height = rig.cameras[camera].sensor.height
    let rows = rows ?? 0..<height
    // Light of the rows around is spread into these.
    let gaussian = scene.lens.spread > 0 ? Gaussian(sigma: scene.lens.spread) : nil
    let margin = gaussian == nil ? 0 : Int(5 * scene.lens.spread) + 1
    let wide = max(0, rows.lowerBound - margin)..<min(height, rows.upperBound + margin)
    let view = renderer(moment).view(
      cameras[camera], number: camera, rows: wide, over: layer, threads: threads)
    return view.spread(
      by: gaussian, keeping: rows.lowerBound - wide.lowerBound..<rows.upperBound - wide.lowerBound)
  }

  /// The exposure that puts the 99th percentile of the brightest camera at 0.8 of white, and
  /// `exposureBias` of the scene beside it.
  ///
  /// - Parameter views: of some cameras, with their numbers in the rig; every third pixel of every
  ///   third row is looked at.
  /// - Returns: whole microseconds, in seconds.
  public func automaticExposure(_ views: [(camera: Int, view: View)]) -> Double {
    var shortest = 1.0
    for (camera, view) in views {
      let sensor = sensors[camera]
      var rates: [Double] = []
      for y in stride(from: 0, to: view.depth.height, by: 3) {
        let (red, green) = (view.radiance.red.row(y), view.radiance.green.row(y))
        let blue = view.radiance.blue.row(y)
        for x in stride(from: 0, to: view.depth.width, by: 3) {
          let color = Vector3(Double(red[x]), Double(green[x]), Double(blue[x]))
          rates.append(sensor.rate(color, x: x, y: y))
        }
      }
      rates.sort()
      let high = rates[min(rates.count - 1, rates.count * 99 / 100)]
      let black = sensor.camera.sensor.black.max() ?? 0
      let top = min(sensor.fullWell, (sensor.camera.sensor.white - black) * sensor.gain)
      if high > 0 { shortest = min(shortest, 0.8 * top / high) }
    }
    let biased = shortest * Exact.pow(2, scene.exposureBias)
    return max(1e-6, (biased * 1e6).rounded(.down) / 1e6)
  }

  /// The codes that a camera sends.
  ///
  /// - Parameters:
  ///   - view: what it sees.
  ///   - firstRow: which row of the picture the view begins with.
  ///   - camera: its number in the rig.
  ///   - exposure: in seconds.
  ///   - frame: which frame of this camera; each has its own noise.
  /// - Returns: received codes, companded where the rig says so.
  public func codes(
    _ view: View, firstRow: Int = 0, camera: Int, exposure: Double, frame: Int
  ) -> Plane<UInt16> {
    let linear = linearCodes(
      view, firstRow: firstRow, camera: camera, exposure: exposure, frame: frame)
    return Compander(rig.cameras[camera].sensor).compressed(linear)
  }

  /// The same before they are companded.
  func linearCodes(
    _ view: View, firstRow: Int = 0, camera: Int, exposure: Double, frame: Int
  ) -> Plane<UInt16> {
    sensors[camera].expose(
      view, firstRow: firstRow, exposure: exposure, frame: frame, threads: threads)
  }

  /// The mean frame of an evenly lit white surface, at 0.7 of white in the brightest colour;
  /// linear codes, black included, times `2^(16 - linear bits)`.
  public func flat(camera: Int) -> Plane<UInt16> {
    sensors[camera].flat(frames: scene.calibrationFrames, threads: threads)
  }

  /// The mean frame without light; linear codes, black included, times `2^(16 - linear bits)`.
  public func dark(camera: Int, exposure: Double) -> Plane<UInt16> {
    sensors[camera].dark(exposure: exposure, frames: scene.calibrationFrames, threads: threads)
  }

  /// The hot and dead pixels of a camera.
  public func badPixels(camera: Int) -> BadPixelList { sensors[camera].pattern.badPixels }
}
