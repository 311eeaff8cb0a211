import Codecs
import Kernels
import Pipeline
import Settings

/// What is running: for `albedo --version` and for records.
public struct VersionReport: Sendable {
  /// Version, commit, toolchain, codec libraries and instruction sets.
  public let json: JSONValue

  /// The report of this build on this machine.
  public init() {
    let libraries = CodecVersions.current
    json = .object([
      ("type", "version"), ("program", "albedo"), ("version", .string(ProgramVersion.current)),
      ("commit", .string(BuildInfo.commit)), ("toolchain", .string(BuildInfo.toolchain)),
      ("libpng", .string(libraries.libpng)), ("zlib", .string(libraries.zlib)),
      ("libjpeg", .string(libraries.libjpeg)),
      ("isaSupported", .array(InstructionSet.supported.map { .string($0.rawValue) })),
      ("isaActive", .string(InstructionSet.active.rawValue)),
    ])
  }

  /// One line.
  public var text: String { "albedo \(ProgramVersion.current)" }
}
