import Codecs
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
    let source = try SceneFile(scenePath)
    let (scene, rig, rigPath) = (source.scene, source.rig, source.rigPath)
    var writer = DownlinkWriter(folder: folder, progress: progress)
    let simulation = try Simulation(scene, rig: rig, threads: threads)
    progress("terrain")
    try writer.copy(scenePath, to: "scene.yaml")
    var rigText: String?
    if let shovel = scene.shovel.map(ShovelFiles.init) {
      for mesh in shovel.meshes { try writer.write(mesh.bytes, to: mesh.path) }
      let text = try Files.readText(rigPath, limit: Yaml.sizeLimit)
      rigText = try shovel.added(to: text, rig, path: rigPath)
    }
    try writer.copy(rig: rigPath, as: rigText, to: "rig.yaml", with: rig.modelFiles)
    let exposure = try simulation.write(&writer, source.moments)
    return SimulationReport(folder: folder, exposure: exposure, files: writer.files)
  }

  /// Writes frames, truth and calibration.
  ///
  /// - Parameters:
  ///   - writer: where they go.
  ///   - nodes: what the moments were read from.
  /// - Returns: the exposure of the first moment.
  /// - Throws: what cannot be stored or written.
  private func write(
    _ writer: inout DownlinkWriter, _ nodes: [YamlNode]
  ) throws(Failure) -> Double {
    let pictures = PictureFiles(scene)
    var views = MomentViews(self)
    var meter = ExposureMeter(self)
    var frames: [FrameDescription] = []
    var damaged: [JSONValue] = []
    let sources = scene.sources
    var sequence = 0
    for (number, moment) in scene.moments.enumerated() {
      let source = sources[number]
      let seen = views.views(of: source)
      let exposure = meter.exposure(of: source, seen)
      if moment.isWithheld { continue }
      sequence += 1
      for (index, view) in seen {
        let camera = cameras[index]
        var frame = FrameDescription()
        frame.id = "\(camera.name)-\(moment.id)"
        frame.camera = camera.name
        frame.role = moment.role
        frame.collection = moment.collection
        frame.pair = seen.count > 1 ? moment.id : nil
        frame.sequence = sequence
        frame.clock = (scene.clock?.spacecraft ?? 0) + moment.time
        frame.exposure = exposure
        frame.armAngle = scene.shovel == nil ? nil : moment.armAngle
        let codes = linearCodes(view, camera: index, exposure: exposure, frame: source)
        let file = try pictures.frame(codes, camera, as: moment.format ?? scene.format)
        frame.file = "frames/\(frame.id).\(file.ending)"
        frame.layout = file.layout
        let befell = try moment.damage(
          to: frame.id, of: camera.name, count: file.bytes.count, nodes[number])
        let arrived = befell.applied(to: file.bytes, closing: false)
        let digest = Digest(of: arrived)
        frame.gaps = befell.gaps
        frame.sha256 = digest
        try writer.write(arrived, to: frame.file)
        let isNew = scene.shovel != nil || !frames.contains { $0.camera == camera.name }
        frames.append(frame)
        if !befell.isEmpty {
          damaged.append(
            befell.truth(
              of: frame, count: file.bytes.count, intact: Digest(of: file.bytes), arrived: digest))
        }
        if isNew { try writeTruth(view, frame.id, pictures, &writer) }
      }
    }
    let first = frames.first?.exposure ?? 0
    for (index, camera) in cameras.enumerated() {
      let own = frames.first { $0.camera == camera.name }?.exposure ?? first
      try writeCalibration(camera, index, own, pictures, &writer)
    }
    try writer.write(Array(truth(frames, damaged).prettyText.utf8), to: "truth/truth.json")
    try writer.write(
      DownlinkDescription(scene, frames),
      note: "Simulated: computed by albedo from scene.yaml. No camera took these pictures.",
      to: DownlinkFolder.fileName)
    return first
  }

  /// What is true of a view, beside what the scene says.
  private func writeTruth(
    _ view: View, _ id: String, _ pictures: PictureFiles, _ writer: inout DownlinkWriter
  ) throws(Failure) {
    let step = scene.truth.depthEvery
    if step > 0 {
      try writer.write(pictures.depth(view.depth, every: step), to: "truth/\(id)-depth.pfm")
    }
    if scene.truth.normals {
      try writer.write(NetpbmWriter.encode(view.normals), to: "truth/\(id)-normals.pfm")
    }
    if scene.shovel != nil {
      try writer.write(pictures.parts(view.parts), to: "truth/\(id)-parts.png")
    }
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
