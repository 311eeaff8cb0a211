import Diagnostics
import Downlink
import Files
import Rig
import Settings

/// Writes the files of a downlink and keeps their names.
struct DownlinkWriter {
  let folder: String
  let progress: (String) -> Void
  var files: [String] = []

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

  /// Writes a configuration file.
  ///
  /// What is written is read once, so that a mistake of ours does not wait for the reader.
  mutating func write<Value: ConfigurationFile>(
    _ description: Value, note: String? = nil, to name: String
  ) throws(Failure) {
    let text = ConfigurationText(description, note: note).text
    _ = try Yaml.load(Value.self, text: text, file: Files.join(folder, name))
    try write(Array(text.utf8), to: name)
  }

  /// Copies a rig and files that it names.
  ///
  /// - Parameters:
  ///   - rig: the rig file.
  ///   - text: what the copy says; nil for the same.
  ///   - target: where it goes.
  ///   - names: files relative to the rig, which go to the same place beside the copy.
  /// - Throws: a failure where one cannot be read or written.
  mutating func copy(
    rig: String, as text: String? = nil, to target: String, with names: [String]
  ) throws(Failure) {
    if let text { try write(Array(text.utf8), to: target) } else { try copy(rig, to: target) }
    for name in names {
      let (source, place) = (
        try SafePath(name).resolved(in: Files.folder(of: rig)),
        Files.join(Files.folder(of: target), name)
      )
      if !files.contains(place) { try copy(source, to: place) }
    }
  }

  /// Copies a file that somebody may look for in the folder.
  mutating func copy(_ source: String, to path: String) throws(Failure) {
    let bytes = try Files.read(source)
    let target = Files.join(folder, path)
    if Files.exists(target), try Files.read(target) == bytes {
      files.append(path)
      return
    }
    try write(bytes, to: path)
  }
}

extension RigDescription {
  /// The files that cameras and shovels are described with.
  var modelFiles: [String] {
    cameras.compactMap(\.sensor.companding.tableFile) + shovels.flatMap { [$0.interior, $0.rim] }
  }

  /// Flats, darks and lists of bad pixels.
  var calibrationFiles: [String] {
    cameras.flatMap { camera in
      [camera.calibration.flat, camera.calibration.dark, camera.calibration.badPixels]
        .compactMap { $0 }
    }
  }
}
