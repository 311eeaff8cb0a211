import Regolith
import Settings

extension CollectionVerdict.Result {
  /// The verdict as an object; what is not known is null.
  ///
  /// - Parameters:
  ///   - figures: what it goes by.
  ///   - threshold: the mass that is claimed, in grams.
  /// - Returns: an object.
  func report(on figures: CollectionFigures, threshold: Double) -> JSONValue {
    .object([
      ("type", "verdict"), ("version", 1), ("outcome", .string(enough.outcome.rawValue)),
      ("threshold", ["value": .number(threshold), "unit": "g"]),
      ("probability", .number(enough.probability)),
      (
        "someRegolith",
        [
          "outcome": .string(some.outcome.rawValue), "probability": .number(some.probability),
        ]
      ),
      ("fill", volume.map { $0.json(per: figures.capacity, "1") } ?? .null),
      ("volume", volume.map { $0.json(per: 1e-6, "cm3") } ?? .null),
      ("mass", mass.map { $0.json(per: 1e-3, "g") } ?? .null),
      (
        "reasons",
        .array(
          reasons.map { ["code": .string($0.rawValue), "sentence": .string($0.sentence)] })
      ),
      ("advice", .array(advice.map { .string($0) })),
      ("rejectedFrames", .integer(figures.frames.count { $0.refusal != nil })),
      ("frames", .integer(figures.frames.count)),
    ])
  }
}

extension CollectionVerdict.Quantity {
  fileprivate func json(per unit: Double, _ name: String) -> JSONValue {
    [
      "value": .number(value / unit), "low": .number(low / unit), "high": .number(high / unit),
      "unit": .string(name),
    ]
  }
}

extension CollectionFigures {
  /// The figures that a report of the stage `content` holds; nil where it is none.
  init?(_ json: JSONValue) {
    guard json["type"]?.stringValue == "content", let capacity = json["capacity"]?.cubicMetres,
      let frames = json["frames"]?.elements?.compactMap(Frame.init),
      frames.count == json["frames"]?.elements?.count
    else { return nil }
    self.init(
      capacity: capacity, frames: frames, sameGround: json["sameGround"]?.doubleValue,
      content: json["content"].flatMap(Content.init))
  }
}

extension CollectionFigures.Frame {
  fileprivate init?(_ json: JSONValue) {
    guard let name = json["frame"]?.stringValue,
      let role = json["role"]?.stringValue.flatMap(ShovelFrame.Role.init),
      let camera = json["camera"]?.stringValue
    else { return nil }
    self.init(
      name: name, role: role, camera: camera, clock: json["clock"]?["value"]?.doubleValue,
      refusal: json["refused"]?.stringValue.flatMap(FrameGate.Refusal.init))
  }
}

extension CollectionFigures.Content {
  fileprivate init?(_ json: JSONValue) {
    guard let volume = json["volume"], let low = volume["low"]?.doubleValue,
      let value = volume["value"]?.doubleValue, let high = volume["high"]?.doubleValue,
      let deviation = volume["deviation"]?.doubleValue,
      let seen = json["seen"]?["volume"]?.cubicMetres,
      let measured = json["measured"]?.doubleValue, let bare = json["bare"]?.doubleValue,
      let changed = json["changed"]?.elements
    else { return nil }
    self.init(
      low: low * 1e-6, likeliest: value * 1e-6, high: high * 1e-6, deviation: deviation * 1e-6,
      seen: .init(
        volume: seen, unevenness: json["seen"]?["unevenness"]?["value"]?.doubleValue,
        covered: json["seen"]?["covered"]?.doubleValue,
        look: json["seen"].flatMap(SurfaceLook.init)),
      empty: json["emptyAsModelled"]?.doubleValue, measured: measured, bare: bare,
      changed: changed.map(\.doubleValue))
  }
}

extension SurfaceLook {
  fileprivate init?(_ json: JSONValue) {
    guard let brightness = json["brightness"]?.doubleValue,
      let highlights = json["highlights"]?.doubleValue, let grain = json["grain"]?.doubleValue
    else { return nil }
    self.init(brightness: brightness, highlights: highlights, grain: grain)
  }
}

extension JSONValue {
  /// A quantity in cubic centimetres.
  fileprivate var cubicMetres: Double? { self["value"]?.doubleValue.map { $0 * 1e-6 } }
}
