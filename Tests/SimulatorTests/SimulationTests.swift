import Codecs
import Diagnostics
import Downlink
import Files
import Raster
import Rig
import Settings
import Testing

@testable import Simulator

struct SimulationTests {
  private func digest(_ plane: Plane<UInt16>) -> String {
    var digester = Digester()
    for y in 0..<plane.height { digester.update(plane.bytes(ofRow: y)) }
    return String(digester.finish().description.prefix(16))
  }

  private func digest(_ plane: Plane<Float>) -> String {
    var digester = Digester()
    for y in 0..<plane.height { digester.update(plane.bytes(ofRow: y)) }
    return String(digester.finish().description.prefix(16))
  }

  @Test func `a small scene has the same pixels as ever, for one and for two threads`() throws {
    for threads in [1, 2] {
      let simulation = try Simulation(smallScene(), rig: pair(), threads: threads)
      let left = simulation.view(camera: 0)
      let right = simulation.view(camera: 1)
      #expect(digest(left.depth) == "7300addb44101b15")
      #expect(digest(left.radiance.green) == "bbf5d532554d6f25")
      #expect(
        digest(simulation.codes(left, camera: 0, exposure: 0.012, frame: 0)) == "1157ab5af7fdbfc9")
      #expect(
        digest(simulation.codes(right, camera: 1, exposure: 0.012, frame: 0))
          == "b4cdf9e226127990")
      #expect(digest(simulation.flat(camera: 1)) == "1acc51b461f126af")
      #expect(digest(simulation.dark(camera: 1, exposure: 0.012)) == "f2d122138711b2df")
    }
  }

  @Test func `some rows of a view are those rows of the whole`() throws {
    let simulation = try Simulation(smallScene(), rig: pair())
    let whole = simulation.view(camera: 0)
    let part = simulation.view(camera: 0, rows: 20..<41)
    let region = Region(x: 0, y: 20, width: whole.depth.width, height: 21)
    #expect(part.depth == whole.depth.view(region))
    #expect(part.radiance.red == whole.radiance.red.view(region))
    let codes = simulation.codes(whole, camera: 0, exposure: 0.01, frame: 2)
    let rows = simulation.codes(part, firstRow: 20, camera: 0, exposure: 0.01, frame: 2)
    #expect(rows == codes.view(region))
  }

  @Test func `another seed gives another ground, another frame other noise`() throws {
    var scene = smallScene()
    let first = try Simulation(scene, rig: pair())
    let view = first.view(camera: 0, rows: 30..<40)
    let codes = first.codes(view, camera: 0, exposure: 0.01, frame: 0)
    #expect(codes != first.codes(view, camera: 0, exposure: 0.01, frame: 1))
    scene.seed = 5
    #expect(try Simulation(scene, rig: pair()).view(camera: 0, rows: 30..<40) != view)
  }

  @Test func `the same ground lies there wherever the rover stands`() throws {
    var scene = smallScene()
    scene.terrain.clearance = 0
    let first = try Simulation(scene, rig: pair())
    scene.rover.position = [1.024, -0.512]
    let second = try Simulation(scene, rig: pair())
    // The finest cells of both places overlap here; near a border the coarser grid shows.
    var same = 0
    for step in 0..<100 {
      let (x, y) = (0.5 + 0.004 * Double(step), 0.3)
      if (first.terrain.height(x: x, y: y) - second.terrain.height(x: x, y: y)).magnitude < 1e-6 {
        same += 1
      }
    }
    #expect(same == 100)
  }

  @Test func `the sky is black, shadows are dark and sunlit ground is not`() throws {
    let simulation = try Simulation(smallScene(), rig: pair())
    let view = simulation.view(camera: 0)
    var (sky, lit, shadow) = (0, 0, 0)
    for y in 0..<view.depth.height {
      for x in 0..<view.depth.width {
        let light = view.radiance.green[x, y]
        if view.depth[x, y] == .infinity && y > 0 && view.depth[x, y - 1] == .infinity && y < 4 {
          #expect(light < 0.1)
          sky += 1
        } else if light > 0.02 {
          lit += 1
        } else {
          shadow += 1
        }
      }
    }
    #expect(sky > 0 && lit > 1000 && shadow > 20)
    #expect(lit > shadow)
  }

  /// The height-field pass with bodies drawn over it shows what following everything shows.
  @Test func `both qualities show the same surfaces`() throws {
    var scene = smallScene()
    scene.body = RoverBody()
    scene.shovel = SceneShovel()
    scene.rover.heading = 40
    var rig = pair()
    for index in rig.cameras.indices {
      // Back, to the shovel.
      rig.cameras[index].pose.position.x = -0.1
      rig.cameras[index].pose.position.z = 0.42
      let forward = Vector3(-0.75, 0, -0.66).normalized
      let right = forward.cross(Vector3(0, 0, 1)).normalized
      rig.cameras[index].pose.rotation = Quaternion(
        Matrix3(right, forward.cross(right), forward).transposed)
    }
    scene.lens.spread = 0
    let reference = try Simulation(scene, rig: rig).view(camera: 0)
    scene.quality = .sweep
    let sweep = try Simulation(scene, rig: rig).view(camera: 0)
    let size = reference.depth.size
    var (same, shovel, lit, ratio) = (0, 0, 0, 0.0)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let (a, b) = (reference.depth[x, y], sweep.depth[x, y])
        if reference.parts[x, y] == sweep.parts[x, y], a == b || (a / b - 1).magnitude < 1e-4 {
          same += 1
        }
        if reference.parts[x, y] == ScenePart.shovel.rawValue { shovel += 1 }
        guard reference.parts[x, y] == ScenePart.ground.rawValue else { continue }
        let (light, other) = (reference.radiance.green[x, y], sweep.radiance.green[x, y])
        if light > 0.03 && other > 0.03 {
          lit += 1
          ratio += Double(other / light)
        }
      }
    }
    #expect(Double(same) > 0.998 * Double(size.width * size.height), "\(same)")
    #expect(shovel > 200 && lit > 1000)
    #expect((ratio / Double(lit) - 1).magnitude < 0.03, "\(ratio / Double(lit))")
  }

  @Test func `automatic exposure puts the brightest percent at 0.8 of white`() throws {
    let simulation = try Simulation(smallScene(), rig: pair())
    let views = [simulation.view(camera: 0), simulation.view(camera: 1)]
    let exposure = simulation.automaticExposure([(0, views[0]), (1, views[1])])
    var highest = 0.0
    for camera in 0..<2 {
      let codes = simulation.codes(views[camera], camera: camera, exposure: exposure, frame: 0)
      var all: [UInt16] = []
      for y in 0..<codes.height {
        for x in 0..<codes.width { all.append(codes[x, y]) }
      }
      highest = max(highest, Double(all.sorted()[all.count * 99 / 100]) - 64)
    }
    #expect((highest / (0.8 * 4031) - 1).magnitude < 0.04)
  }

  @Test func `a camera of unknown noise is refused by name`() {
    var rig = pair()
    rig.cameras[1].sensor.gain = nil
    rig.cameras[0].sensor.responsivity = nil
    do throws(Failure) {
      _ = try Simulation(smallScene(), rig: rig)
      Issue.record("accepted")
    } catch {
      #expect(error.diagnostics.count == 2)
      #expect(error.diagnostics[0].message.contains("\"left\""))
    }
  }
}
