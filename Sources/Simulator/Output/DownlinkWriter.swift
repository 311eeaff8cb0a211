import Diagnostics
import Files
import Rig

/// Writes the files of a downlink and keeps their names.
struct DownlinkWriter {
  let folder: String
  let progress: (String) -> Void
  var files: [String] = []
  /// Seconds, moment by moment.
  var exposures: [Double] = []

  init(folder: String, progress: @escaping (String) -> Void) {
    self.folder = folder
    self.progress = progress
  }

  /// Writes a file below the folder.
  mutating func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    try Files.write(bytes, to: SafePath(path).resolved(in: folder))
    files.append(path)
    progress(path)
  }

  /// Copies the scene, the rig and the files that the rig brings along.
  mutating func copy(
    home: String, scenePath: String, rigPath: String, _ rig: RigDescription
  ) throws(Failure) {
    try copy(scenePath, to: "scene.yaml")
    try copy(rigPath, to: "rig.yaml")
    let rigHome = Files.folder(of: rigPath)
    let tables = rig.cameras.compactMap(\.sensor.companding.tableFile)
    let meshes = rig.shovels.flatMap { [$0.interior, $0.rim] }
    for path in tables + meshes where !files.contains(path) {
      try copy(SafePath(path).resolved(in: rigHome), to: path)
    }
  }

  private mutating func copy(_ source: String, to path: String) throws(Failure) {
    let bytes = try Files.read(source)
    let target = Files.join(folder, path)
    if Files.exists(target), try Files.read(target) == bytes {
      files.append(path)
      return
    }
    try write(bytes, to: path)
  }
}
