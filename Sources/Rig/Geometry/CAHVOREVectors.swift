import Diagnostics
import Settings

/// The vectors of CAHV, CAHVOR or CAHVORE as a file states them.
struct CAHVOREVectors: Configurable {
  var centre = Vector3.zero
  var axis = Vector3(1, 0, 0)
  var horizontal = Vector3(0, -1, 0)
  var vertical = Vector3(0, 0, -1)
  var optical: Vector3?
  var radial: Vector3?
  var pupil: Vector3?
  var linearity: Double?

  init() {}

  static let table = Table<CAHVOREVectors>([
    .value(
      "centre", \.centre, .vector(unit: "m"), required: true,
      "C, the centre of projection in the rover frame."),
    .value(
      "axis", \.axis, .vector(unit: "1"), required: true,
      "A, the direction at right angles to the picture, of length 1."),
    .value(
      "horizontal", \.horizontal, .vector(unit: "px"), required: true,
      "H, across: focal length and column of the centre."),
    .value(
      "vertical", \.vertical, .vector(unit: "px"), required: true,
      "V, down: focal length and row of the centre."),
    .value(
      "optical", \.optical, .vector(unit: "1"), absent: "none: CAHV",
      "O, the axis of the lens, of length 1."),
    .value(
      "radial", \.radial, .vector(unit: "1"), absent: "none: CAHV",
      "R, how the lens bends light: [r0, r1, r2]."),
    .value(
      "pupil", \.pupil, .vector(unit: "m"), absent: "none: CAHVOR",
      "E, how the entrance pupil moves: [e0, e1, e2]."),
    .number(
      "linearity", \.linearity, unit: "1", range: -1...1, absent: "none: CAHVOR",
      "L, 1 for perspective (MODEL_TYPE 1 of a label), 0 for a fisheye (2), else its parameter."),
  ])

  func check(_ node: YamlNode, _ findings: inout Findings) {
    for (key, vector) in [("axis", axis), ("optical", optical)] {
      guard let vector, let place = node[key], findings.areClean(place) else { continue }
      let length = vector.length
      guard (length - 1).magnitude > 1e-4 else { continue }
      let unit = vector.normalized
      findings.add(
        place.diagnostic(
          "the direction has length \(length), not 1",
          remedy: length > 0 ? "write [\(unit.x), \(unit.y), \(unit.z)]" : "write a direction"))
    }
    checkPairs(node, &findings)
    guard findings.areClean(node), let place = node["horizontal"],
      !(horizontal.cross(vertical).dot(axis) > 0)
    else { return }
    findings.add(
      place.diagnostic(
        "horizontal, vertical and axis are no right-handed camera",
        remedy: "columns run to the right along H, rows down along V, and A looks ahead"))
  }

  /// O and R stand together, and so do E and L, which need the former.
  private func checkPairs(_ node: YamlNode, _ findings: inout Findings) {
    let needed = [
      ("optical", "radial"), ("radial", "optical"), ("pupil", "radial"), ("pupil", "linearity"),
      ("linearity", "pupil"),
    ]
    for (key, other) in needed {
      guard let place = node[key], node[other] == nil, findings.areClean(place) else { continue }
      findings.add(
        place.diagnostic(
          "\(key) stands here without \(other)",
          remedy: "CAHV has neither optical nor radial, CAHVOR both; CAHVORE pupil and linearity "
            + "as well"))
    }
  }

  init(_ model: CAHVORE) {
    (centre, axis) = (model.centre, model.axis)
    (horizontal, vertical) = (model.horizontal, model.vertical)
    switch model.lens {
    case .none: break
    case .radial(let axis, let bend): (optical, radial) = (axis, bend)
    case .pupil(let axis, let bend, let moving, let linearity):
      (optical, radial, pupil, self.linearity) = (axis, bend, moving, linearity)
    }
  }

  var model: CAHVORE {
    let lens: CAHVORE.Lens
    switch (optical, radial, pupil, linearity) {
    case (let optical?, let radial?, let pupil?, let linearity?):
      lens = .pupil(axis: optical, radial, moving: pupil, linearity: linearity)
    case (let optical?, let radial?, _, _): lens = .radial(axis: optical, radial)
    default: lens = .none
    }
    return CAHVORE(
      centre: centre, axis: axis, horizontal: horizontal, vertical: vertical, lens: lens)
  }
}

extension ValueKind<CAHVORE> {
  /// A record of vectors.
  static var cahvore: Self {
    ValueKind<CAHVOREVectors>.record.mapped({ $0.model }, back: { CAHVOREVectors($0) })
  }
}
