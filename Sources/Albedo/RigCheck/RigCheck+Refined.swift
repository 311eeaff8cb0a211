import Diagnostics
import Files
import Rig
import Settings
import Stereo

extension RigCheck {
  /// The rig with what was refined in place of what was given.
  ///
  /// A rig keeps all that it says but its comments; of other formats a first rig is made, with
  /// sensors as the pictures were declared. Its summary says what was refined, with which pictures,
  /// and by how much.
  ///
  /// - Parameter input: the calibration that was checked.
  /// - Returns: a text that the reader of rigs accepts.
  /// - Throws: a failure where nothing was refined, or the size of a camera is not known.
  public func refinedRig(_ input: CalibrationInput) throws(Failure) -> String {
    guard let refinement else {
      throw Failure(
        "nothing was refined that could be written", at: .argument("-o"),
        remedy: "add --refine pose", category: .usage)
    }
    let geometries = refinement.applied(
      to: (cameras.first.geometry, cameras.second.geometry))
    let note = summary(of: refinement)
    if var rig = input.rig {
      for index in rig.cameras.indices {
        switch rig.cameras[index].name {
        case cameras.first.name: rig.cameras[index].geometry = geometries.first
        case cameras.second.name: rig.cameras[index].geometry = geometries.second
        default: break
        }
      }
      rig.summary = rig.summary.isEmpty ? note : rig.summary + " " + note
      let text = ConfigurationText(rig).text
      _ = try Yaml.load(RigDescription.self, text: text, file: "the refined rig")
      return text
    }
    var all = input.cameras
    for index in all.indices {
      switch all[index].name {
      case cameras.first.name:
        (all[index].geometry, all[index].size) = (geometries.first, cameras.first.size)
      case cameras.second.name:
        (all[index].geometry, all[index].size) = (geometries.second, cameras.second.size)
      default: _ = try all[index].knownSize()
      }
    }
    let sensor = RigTemplate.Sensor(
      filters: request.declaration.pattern.map { ColorFilters($0) },
      validBits: request.declaration.bits)
    return try RigTemplate(
      name: "rig", summary: "Cameras from \(input.format.rawValue). " + note, cameras: all,
      sensor: sensor
    ).text()
  }

  /// What was refined, from what pair, and by how much, in one sentence.
  private func summary(of refinement: PoseRefinement) -> String {
    let values = refinement.parameters.map { ParameterText($0, cameras).short }
    let pictures = [request.pictures.first, request.pictures.second].map { Files.name(of: $0) }
    return "Refined (\(request.refinement?.rawValue ?? "")) of \(cameras.first.name) and "
      + "\(cameras.second.name) with \(pictures[0]) and \(pictures[1]): "
      + values.joined(separator: ", ")
      + "; rows differ by \(ReportNumber.text(refinement.after.rms, 3)) px RMS instead of "
      + "\(ReportNumber.text(refinement.before.rms, 3)) px."
  }
}

extension PoseRefinement {
  /// Two geometries with the corrections.
  ///
  /// - Parameter cameras: those that were refined.
  /// - Returns: the first with its lens corrected, the second with lens and pose.
  public func applied(
    to cameras: (first: CameraGeometry, second: CameraGeometry)
  ) -> (first: CameraGeometry, second: CameraGeometry) {
    func value(_ kind: ParameterKind) -> Double {
      parameters.first { $0.kind == kind }?.value ?? 0
    }
    func corrected(
      _ geometry: CameraGeometry, _ focal: ParameterKind, _ row: ParameterKind
    ) -> CameraGeometry {
      var (result, inner) = (geometry, geometry.intrinsics)
      inner.focalX *= 1 + value(focal)
      inner.focalY *= 1 + value(focal)
      inner.centreY += value(row)
      if inner != geometry.intrinsics { result.intrinsics = inner }
      return result
    }
    var second = corrected(cameras.second, .secondFocal, .secondRow)
    second.pose = refined(second.pose)
    return (corrected(cameras.first, .firstFocal, .firstRow), second)
  }
}
