import ExactMath
import Rig

extension SweepChanges {
  /// Polishes the shovel and turns its floor so that the first camera sees the Sun in it.
  ///
  /// In the plane through the camera and the Sun, a floor whose lip is raised by the angle a, seen
  /// from c above the horizontal, mirrors a Sun behind the shovel that stands at 2·a + c.
  mutating func glint() {
    var metal = shovel
    (metal.finish, metal.roughness) = (.metal, draw(0, 0.02, 0.1))
    (metal.dust, metal.coat) = (draw(1, 0, 0.1), CoatDescription())
    metal.color = strata.ranges.metals[0]
    // A wedge's floor leans too far to mirror any Sun but one overhead.
    if metal.shape.kind == .wedge { metal.shape.kind = .boxScoop }
    metal.mount[2] = max(metal.mount[2], 0.08)
    shovel = metal
    let setting = setting(Self.after)
    let highest = strata.ranges.sun.last ?? 30...40
    let wanted = draw(2, max(34, highest.lowerBound), highest.upperBound, step: 0.1)
    var angle = strata.armAngle
    for _ in 0..<6 {
      let sun = mirroredSun(armAngle: angle, setting.placement)
      angle += (wanted - sun.elevation) / 2
      angle = max(-5, min(24, (angle * 10).rounded() / 10))
    }
    var sun = mirroredSun(armAngle: angle, setting.placement)
    // What the arm cannot reach is mirrored beside the camera.
    sun.elevation = max(highest.lowerBound, min(highest.upperBound, sun.elevation))
    scene.sun = sun
    // Dust would hide what glints.
    scene.moments[Self.after].contents.dust *= 0.2
    let isAfter = draw(3, 0, 1) < 0.5
    scene.moments[Self.after].armAngle = angle
    scene.moments[Self.before].armAngle = isAfter ? angle + draw(4, 7, 14, step: 0.1) : angle
    // So that it saturates, whatever the meter makes of it.
    scene.exposureBias = draw(5, 0.4, 2, step: 0.01)
    variant = isAfter ? "after" : "both"
  }

  /// The Sun that the middle of the floor mirrors to the first camera.
  private func mirroredSun(armAngle: Double, _ rover: Placement) -> Sun {
    let placed = shovel.truly(at: armAngle + shovel.armError)
    let normal = placed.rotation * Vector3(0, 0, 1)
    let floor = placed.place(Vector3(0.45 * shovel.shape.size[0] / 1000, 0, 0))
    let camera = rig.cameras.first?.pose.position ?? Vector3(0, 0, 1)
    let viewer = (camera - floor).normalized
    let sun = rover.rotation * (normal * (2 * normal.dot(viewer)) - viewer)
    let run = (sun.x * sun.x + sun.y * sun.y).squareRoot()
    let azimuth = Exact.atan2(sun.x, sun.y) * 180 / .pi
    return Sun(
      azimuth: (azimuth * 100).rounded() / 100,
      elevation: (Exact.atan2(sun.z, run) * 18_000 / .pi).rounded() / 100)
  }
}
