import Diagnostics
import Downlink
import Files
import Raster
import Rig
import Settings

/// What a simulation wrote.
public struct SimulationReport: Sendable {
  /// The folder.
  public var folder: String
  /// The exposure of the first moment, in seconds.
  public var exposure: Double
  /// The files, relative to the folder, in the order they were written.
  public var files: [String]
}

extension Simulation {
  /// Computes a scene and writes a complete downlink with calibration and truth.
  ///
  /// `downlink.yaml` is written last, so a folder that has one is complete. The same scene and rig
  /// give the same bytes; only the compression of PNG may differ with another zlib.
  ///
  /// - Parameters:
  ///   - scenePath: the scene file; its rig is named relative to it.
  ///   - folder: where everything goes; made when missing.
  ///   - threads: how many threads work.
  ///   - progress: is told what has been written.
  /// - Returns: what was written.
  /// - Throws: everything that is wrong with scene and rig, or what cannot be written.
  public static func run(
    scene scenePath: String, into folder: String, threads: Int = 2,
    progress: @escaping (String) -> Void = { _ in }
  ) throws(Failure) -> SimulationReport {
    let text = try Files.readText(scenePath, limit: Yaml.sizeLimit)
    let scene = try Yaml.load(SceneDescription.self, text: text, file: scenePath)
    let home = Files.folder(of: scenePath)
    let rigPath = try SafePath(scene.rig, at: .file(scenePath)).resolved(in: home)
    let rig = try RigDescription.load(path: rigPath) { (path: String) throws(Failure) in
      try Files.read(path)
    }
    var writer = DownlinkWriter(folder: folder, progress: progress)
    let simulation = try Simulation(scene, rig: rig, threads: threads)
    progress("terrain")
    try writer.copy(scenePath, to: "scene.yaml")
    try writer.copy(rig: rigPath, to: "rig.yaml", with: rig.modelFiles)
    try simulation.write(&writer)
    return SimulationReport(
      folder: folder, exposure: writer.exposures.first ?? 0, files: writer.files)
  }

  private func write(_ writer: inout DownlinkWriter) throws(Failure) {
    let pictures = PictureFiles(scene)
    let views = rig.cameras.indices.map { view(camera: $0) }
    let automatic = scene.exposure ?? automaticExposure(views)
    writer.exposures = scene.moments.map { $0.exposure ?? automatic }
    var frames: [FrameDescription] = []
    for (number, moment) in scene.moments.enumerated() {
      for (index, camera) in rig.cameras.enumerated() {
        let exposure = writer.exposures[number]
        let codes = codes(views[index], camera: index, exposure: exposure, frame: number)
        let file = try pictures.frame(codes, camera.sensor)
        var frame = FrameDescription()
        frame.id = "\(camera.name)-\(moment.id)"
        frame.camera = camera.name
        frame.file = "frames/\(frame.id).\(pictures.ending)"
        frame.role = moment.role
        frame.collection = moment.collection
        frame.pair = rig.cameras.count > 1 ? moment.id : nil
        frame.sequence = number + 1
        frame.clock = (scene.clock?.spacecraft ?? 0) + moment.time
        frame.exposure = exposure
        frame.layout = file.layout
        frame.sha256 = Digest(of: file.bytes)
        try writer.write(file.bytes, to: frame.file)
        frames.append(frame)
      }
    }
    for (index, camera) in rig.cameras.enumerated() {
      try writeCalibration(camera, index, writer.exposures[0], pictures, &writer)
      if scene.truth.depthEvery > 0 {
        let depth = try pictures.depth(views[index].depth, every: scene.truth.depthEvery)
        try writer.write(depth, to: "truth/\(camera.name)-depth.pfm")
      }
    }
    try writer.write(Array(truth(frames).prettyText.utf8), to: "truth/truth.json")
    try writer.write(
      DownlinkDescription(scene, frames),
      note: "Simulated: computed by albedo from scene.yaml. No camera took these pictures.")
  }

  private func writeCalibration(
    _ camera: Camera, _ index: Int, _ exposure: Double, _ pictures: PictureFiles,
    _ writer: inout DownlinkWriter
  ) throws(Failure) {
    if let path = camera.calibration.flat {
      try writer.write(pictures.png(flat(camera: index), validBits: 16), to: path)
    }
    if let path = camera.calibration.dark {
      let dark = dark(camera: index, exposure: exposure)
      try writer.write(pictures.png(dark, validBits: 16), to: path)
    }
    if let path = camera.calibration.badPixels {
      try writer.write(Array(badPixels(camera: index).yamlText.utf8), to: path)
    }
  }
}
