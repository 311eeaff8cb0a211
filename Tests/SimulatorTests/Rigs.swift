import ExactMath
import Raster
import Rig

@testable import Simulator

/// A camera for tests: small, straight ahead and pitched down.
func camera(
  width: Int = 96, height: Int = 54, pitch: Double = 12, tall: Double = 0.25
) -> Camera {
  var camera = Camera()
  camera.name = "eye"
  camera.sensor.width = width
  camera.sensor.height = height
  camera.sensor.validBits = 12
  camera.sensor.black = [64]
  camera.sensor.white = 4095
  camera.sensor.gain = 3.2
  camera.sensor.readNoise = 6
  camera.sensor.fullWell = 13200
  camera.sensor.prnu = 0
  camera.sensor.darkCurrent = 0
  camera.sensor.responsivity = 1.2e7
  let focal = 0.78 * Double(width)
  camera.intrinsics = Intrinsics(
    focalX: focal, focalY: focal, centreX: Double(width - 1) / 2, centreY: Double(height - 1) / 2)
  let (s, c) = Exact.sincos(pitch * .pi / 360)
  camera.pose = Pose(
    position: Vector3(0, 0, tall),
    rotation: Quaternion(0.5 * (c - s), -0.5 * (c + s), 0.5 * (c + s), -0.5 * (c - s)))
  return camera
}

/// Two cameras, 15 cm apart.
func pair() -> RigDescription {
  var rig = RigDescription()
  rig.name = "two"
  var (left, right) = (camera(), camera())
  left.name = "left"
  left.distortion.k1 = -0.17
  left.distortion.k2 = 0.04
  left.pose.position.y = 0.075
  right.name = "right"
  right.pose.position.y = -0.075
  rig.cameras = [left, right]
  return rig
}

/// A small scene that is soon computed.
func smallScene() -> SceneDescription {
  var scene = SceneDescription()
  scene.name = "small"
  scene.seed = 4
  scene.terrain.gridCells = 256
  scene.terrain.finestCell = 0.008
  scene.terrain.extent = 60
  scene.terrain.hills = 1
  scene.moments = [SceneDescription.Moment()]
  scene.moments[0].id = "0001"
  return scene
}

/// A terrain of one grid whose heights are a function of the place.
func terrain(
  cell: Double = 0.02, cells: Int = 512, _ height: (Double, Double) -> Double
) -> Terrain {
  let half = cells / 2
  var heights: [Float] = []
  for j in 0...cells {
    for i in 0...cells {
      heights.append(Float(height(Double(i - half) * cell, Double(j - half) * cell)))
    }
  }
  return Terrain(grids: [
    HeightGrid(
      cell: cell, originX: -half, originY: -half, cells: cells, heights: heights,
      albedo: [UInt8](repeating: 100, count: heights.count))
  ])
}

/// The rover frame laid on the site: its x axis to the north.
let northward = Placement(
  position: .zero,
  rotation: Matrix3(Vector3(0, -1, 0), Vector3(1, 0, 0), Vector3(0, 0, 1)))

/// A renderer of bare ground, or of some bodies over it.
func renderer(
  _ ground: Terrain, bodies: [Bodies.Body] = [], sun: SunDisc, soil: SoilDescription = .init(),
  quality: RenderQuality = .reference, ambient: Double = 0.008
) -> Renderer {
  let random = Philox(seed: 1)
  return Renderer(
    scene: LitScene(
      terrain: ground, bodies: Bodies(bodies), sun: sun, soil: soil.material(redSlope: 0),
      grain: SurfaceGrain(random: random)), placement: northward, quality: quality,
    ambient: ambient, random: random)
}
