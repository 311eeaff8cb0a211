import Albedo

/// The brightest of each pixel, of any number of pictures.
struct Brightest: GatheringStage {
  var cameras: [String] = []
  static let name = "brightest"
  static let summary = "Takes the brightest."
  static let table = Table<Brightest>([])
  static let inputs = [
    InputPort(DisplayRGB.self, DisplayGray.self, name: "frames", isMany: true, summary: "codes")
  ]
  var outputs: [OutputPort] {
    [
      OutputPort(Report.self, name: "report", summary: "of what"),
      OutputPort(sameAs: "frames", summary: "the brightest"),
    ]
  }
  var reach: Reach { .wholeFrame }

  func resolved(forAll origins: [Origin]) throws(Failure) -> Brightest {
    var result = self
    result.cameras = origins.map { $0.camera?.name ?? "none" }
    return result
  }

  func process(
    _ frames: consuming [any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    let count = frames.count
    let planes = frames.compactMap { frame -> RGBPlanes<UInt8>? in
      guard case .eight(let planes)? = (frame as? Frame<DisplayRGB>)?.samples else { return nil }
      return planes
    }
    let most = RGBPlanes<UInt8>(
      planes: (0..<3).map { channel in
        planes.dropFirst().reduce(planes[0].planes[channel]) {
          $0.merged($1.planes[channel], max)
        }
      })
    return [
      "frame": Frame<DisplayRGB>(.eight(most), properties: .init(transfer: "unknown")),
      "report": Frame<Report>([
        "frames": .integer(count), "cameras": .array(cameras.map { .string($0) }),
      ]),
    ]
  }
}
