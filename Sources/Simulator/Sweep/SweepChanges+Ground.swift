import ExactMath
import Rig

extension SweepChanges {
  /// Heaps regolith on the ground close behind the lip, or behind and beside the shovel.
  mutating func pileMounds() {
    let isAround = draw(0, 0, 1) < 0.4
    let isAfter = draw(1, 0, 1) < 0.5
    let bare = setting(Self.after)
    // Behind; left and right where there are more.
    let turns = isAround ? [0.0, draw(2, 60, 100), draw(3, -100, -60)] : [draw(2, -15, 15)]
    let mounds = turns.enumerated().map { index, turn in
      mound(number: index, turn: turn, on: bare)
    }
    scene.moments[Self.after].mounds = mounds
    if !isAfter { scene.moments[Self.before].mounds = mounds }
    variant = "\(isAround ? "around" : "lip")-\(isAfter ? "after" : "both")"
  }

  /// A mound as near to the shovel as it may lie without touching it.
  ///
  /// - Parameters:
  ///   - number: of the mound, for what is drawn.
  ///   - turn: degrees from the direction of the lip, to the left of one who looks along it.
  ///   - setting: without mounds.
  /// - Returns: the mound, moved away by steps of 3 mm until it is free.
  private func mound(number: Int, turn: Double, on setting: Setting) -> Mound {
    let shape = shovel.shape
    let placed = shovel.truly(
      at: scene.moments[Self.after].armAngle + shovel.armError)
    let outside = shape.outside.mapped(placed.place)
    let middle = placed.place(Vector3(shape.size[0] / 2000, 0, shape.size[2] / 2000))
    let lip = placed.place(shape.rim[2])
    let direction = Exact.sincos(turn * .pi / 180)
    var mound = Mound()
    // From somewhat below the lip to well above it.
    mound.height = ((lip.z + draw(10 + number, -0.01, 0.05)) * 1000).rounded()
    mound.repose = draw(13 + number, 33, 41, step: 0.1)
    // Its top is at the lip or the side wall, or beyond.
    var distance = (turn.magnitude < 45 ? shape.size[0] : shape.size[1]) / 2000
    repeat {
      distance += 0.003
      mound.position = [
        ((middle.x - direction.cos * distance) * 1000).rounded() / 1000,
        ((middle.y - direction.sin * distance) * 1000).rounded() / 1000,
      ]
    } while distance < 1.5 && isTouching(mound, outside, setting)
    return mound
  }

  /// Whether the ground with a mound rises to within 2 mm of a body, in the rover frame.
  private func isTouching(_ mound: Mound, _ body: TriangleMesh, _ setting: Setting) -> Bool {
    let pile = SiteMound(mound, beside: scene.rover)
    return body.triangles.indices.contains { triangle in
      let (a, b, c) = body.corners(triangle)
      // Corners alone are far apart along the walls.
      return (0...8).contains { step in
        let share = Double(step) / 8
        return [a + (b - a) * share, b + (c - b) * share, c + (a - c) * share].contains {
          let there = setting.placement.place($0)
          let ground =
            setting.terrain.height(x: there.x, y: there.y)
            + Double(pile.height(Float(there.x) - pile.x, Float(there.y) - pile.y))
          return ground > there.z - 0.002
        }
      }
    }
  }

  /// Sends frames of another time.
  ///
  /// Half send the frames of the empty shovel twice, the same bytes or the same view with new
  /// noise. Of the others the shovel was full all along, and the frames before are of an empty one
  /// at another place.
  mutating func replay() {
    if draw(0, 0, 1) < 0.5 {
      let isSame = draw(1, 0, 1) < 0.5
      scene.moments[Self.after].contents = scene.moments[Self.before].contents
      if isSame { scene.moments[Self.after].replays = scene.moments[Self.before].id }
      variant = isSame ? "same-bytes" : "same-view"
      return
    }
    var full = scene.moments[Self.after].contents
    (full.kind, full.fill, full.dust) = (.regolith, draw(1, 0.15, 0.85), draw(2, 0, 0.8))
    var past = scene.moments[Self.before]
    (past.id, past.role, past.collection) = ("past", .context, nil)
    past.isWithheld = true
    var rover = scene.rover
    rover.position = rover.position.enumerated().map {
      (($0.element + draw(3 + $0.offset, -60, 60)) * 10).rounded() / 10
    }
    rover.heading = draw(5, 0, 359.9, step: 0.1)
    past.rover = rover
    // In some the light falls as it does afterwards.
    let side = scene.sun.azimuth - scene.rover.heading + (draw(6, 0, 1) < 0.5 ? 0 : draw(7, 0, 360))
    let azimuth = rover.heading + side
    let turned = ((azimuth - 360 * (azimuth / 360).rounded(.down)) * 100).rounded() / 100
    past.sun = Sun(azimuth: turned, elevation: scene.sun.elevation)
    scene.moments[Self.before].contents = full
    scene.moments[Self.before].replays = past.id
    scene.moments[Self.after].contents = full
    scene.moments.insert(past, at: 0)
    variant = "full-before"
  }
}
