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
    let facts = ProgramIdentity.current.facts.map { ($0.name, JSONValue.string($0.value)) }
    json = .object(
      [
        ("type", "version"), ("program", "albedo"),
      ] + facts + [
        ("isaSupported", .array(InstructionSet.supported.map { .string($0.rawValue) })),
        ("isaActive", .string(InstructionSet.active.rawValue)),
      ])
  }

  /// One line.
  public var text: String { "albedo \(ProgramVersion.current)" }
}

extension ProgramIdentity {
  /// This build with the libraries it runs on.
  public static let current: ProgramIdentity = {
    let libraries = CodecVersions.current
    return ProgramIdentity([
      Fact("version", ProgramVersion.current), Fact("commit", BuildInfo.commit),
      Fact("toolchain", BuildInfo.toolchain), Fact("libpng", libraries.libpng),
      Fact("zlib", libraries.zlib), Fact("libjpeg", libraries.libjpeg),
    ])
  }()
}
