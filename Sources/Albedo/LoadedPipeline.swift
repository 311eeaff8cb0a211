import Diagnostics
import Files
import Pipeline
import Settings
import Stages

extension Plan {
  /// Reads a pipeline file and checks it against all stages of this package.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - overrides: parameters set from outside.
  /// - Throws: everything that is wrong with it.
  public init(file path: String, overrides: [Override] = []) throws(Failure) {
    let bytes = try Files.read(path, limit: Yaml.sizeLimit)
    try self.init(
      yaml: try Yaml.text(of: bytes, file: path), file: path, catalogue: .standard,
      overrides: overrides)
  }
}
