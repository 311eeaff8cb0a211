import Settings
import Stereo

extension RigCheck {
  /// What the check found, for people.
  public var text: String {
    let (first, second) = (cameras.first.name, cameras.second.name)
    var lines = [
      "\(first) – \(second): \(request.pictures.first), \(request.pictures.second)",
      "  features    \(featureCounts.first) and \(featureCounts.second), \(check.matchCount) "
        + "matches, \(check.pairs.count) agree on a geometry",
      "  rows        as given they differ by \(check.rows.words)",
      "  at best     \(check.bestErrors.words), with the geometry that fits these pairs best",
      "  regions     mean and RMS in px, and pairs, by thirds of the picture of \(first)",
    ]
    lines += check.regions.map { row in
      "              " + row.map(\.cell).joined(separator: "   ")
    }
    lines.append("  verdict     \(verdict)")
    if let remedy { lines.append("  remedy      \(remedy)") }
    if let refinement, let wanted = request.refinement {
      lines.append("  refined     \(wanted.words(second))")
      lines += refinement.parameters.map { "    " + ParameterText($0, cameras).line }
      lines.append("  rows then   \(refinement.after.words)")
    }
    return lines.joined(separator: "\n")
  }

  /// What it comes to, in one sentence.
  private var verdict: String {
    let (rms, limit) = (
      ReportNumber.text(check.rows.rms, 3), ReportNumber.text(request.limit, 3)
    )
    return isWithinLimit
      ? "in order: rows differ by \(rms) px RMS, at most \(limit) px is wanted"
      : "off: rows differ by \(rms) px RMS, at most \(limit) px is wanted"
  }

  /// What to do about it; nil where nothing need be done, and where it was done.
  private var remedy: String? {
    guard !isWithinLimit else { return nil }
    if check.bestErrors.rms > request.limit {
      return "no pose of these cameras fits better than the limit: calibrate the lenses again, or "
        + "take both pictures at the same time"
    }
    guard let refinement else { return "see what would fit: --refine pose" }
    return refinement.after.rms <= request.limit
      ? nil
      : "the \(request.refinement?.rawValue ?? "") alone does not mend it: refine focal or rows, "
        + "or calibrate the lenses again"
  }

  /// The same for programs.
  public var json: JSONValue {
    .object([
      ("type", "rig-check"),
      ("cameras", [.string(cameras.first.name), .string(cameras.second.name)]),
      ("pictures", [.string(request.pictures.first), .string(request.pictures.second)]),
      ("features", [.integer(featureCounts.first), .integer(featureCounts.second)]),
      ("matches", .integer(check.matchCount)), ("pairs", .integer(check.pairs.count)),
      ("rows", check.rows.json), ("best", check.bestErrors.json),
      ("regions", .array(check.regions.map { .array($0.map(\.json)) })),
      ("limit", ReportNumber.json(request.limit, "px")), ("inOrder", .bool(isWithinLimit)),
      ("remedy", remedy.map { .string($0) } ?? .null),
      ("refinement", refinement.map(json(of:)) ?? .null),
    ])
  }

  private func json(of refinement: PoseRefinement) -> JSONValue {
    let position = refinement.position
    let turn = refinement.correction
    return .object([
      ("kind", .string(request.refinement?.rawValue ?? "")),
      ("parameters", .array(refinement.parameters.map { ParameterText($0, cameras).json })),
      (
        "covariance",
        .array(refinement.covariance.map { .array($0.map { .number($0) }) })
      ),
      ("correction", .array([turn.w, turn.x, turn.y, turn.z].map { .number($0) })),
      ("position", ReportNumber.json(position, "m")), ("rows", refinement.after.json),
    ])
  }
}

extension RigCheck.Refinement {
  /// What is corrected, in words.
  fileprivate func words(_ second: String) -> String {
    switch self {
    case .pose: "the pose of \(second)"
    case .focal: "the pose of \(second) and both focal lengths"
    case .rows: "the pose of \(second) and the rows of both principal points"
    }
  }
}

extension ResidualSummary {
  /// The figures in words.
  fileprivate var words: String {
    func pixels(_ value: Double) -> String { ReportNumber.text(value, 3) }
    return "\(pixels(rms)) px RMS, \(pixels(median)) px median, 95 % within \(pixels(share95)) px"
  }

  /// A cell of the table of regions.
  fileprivate var cell: String {
    func padded(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: Swift.max(0, width - text.count)) + text
    }
    guard count > 0 else { return padded("–", 6) + padded("–", 6) + padded("(0)", 7) }
    return padded(ReportNumber.text(mean, 2), 6) + padded(ReportNumber.text(rms, 2), 6)
      + padded("(\(count))", 7)
  }

  fileprivate var json: JSONValue {
    .object([
      ("count", .integer(count)), ("mean", .number(mean)), ("rms", .number(rms)),
      ("median", .number(median)), ("share95", .number(share95)), ("unit", "px"),
    ])
  }
}
