import CodecShims

/// The libraries that decode and encode here, as they run.
public struct CodecVersions: Sendable, Hashable {
  /// libpng: `1.6.39`.
  public let libpng: String
  /// zlib: `1.2.13`.
  public let zlib: String
  /// libjpeg or libjpeg-turbo with its interface: `libjpeg-turbo 2.1.5 (API 62)`.
  ///
  /// The library cannot be asked; this is what the program was compiled against.
  public let libjpeg: String

  /// The versions of this process.
  public static let current = CodecVersions(
    libpng: unsafe String(cString: cs_png_version()),
    zlib: unsafe String(cString: cs_zlib_version()),
    libjpeg: unsafe String(cString: cs_jpeg_version()))
}
