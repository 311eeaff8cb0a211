import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reading whole files, listing and making folders.
public enum Files {
  /// No input larger than this is read: 1 GiB.
  public static let defaultLimit = 1 << 30

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: a larger file is refused.
  /// - Returns: all bytes.
  /// - Throws: a failure that names the file and the reason.
  public static func read(_ path: String, limit: Int = defaultLimit) throws(Failure) -> [UInt8] {
    let (descriptor, byteCount) = try opened(path)
    defer { close(descriptor) }
    guard byteCount <= limit else {
      throw Failure(
        "file of \(byteCount) bytes is larger than the limit of \(limit)", at: .file(path),
        remedy: "check that this is the file that you mean")
    }
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let wanted = max(4096, byteCount - bytes.count + 1)
      let (block, code) = FileSystem.readSome(of: descriptor, atMost: wanted)
      guard code == 0 else { throw missing(path, code) }
      if block.isEmpty { return bytes }
      if bytes.isEmpty { bytes = block } else { bytes.append(contentsOf: block) }
    }
    throw Failure(
      "file is larger than the limit of \(limit) bytes", at: .file(path),
      remedy: "check that this is the file that you mean")
  }

  /// The first bytes of a file, and how many it has.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - length: how many bytes are wanted.
  /// - Returns: as many, or all of a shorter file.
  /// - Throws: a failure that names the file and the reason.
  public static func beginning(
    of path: String, length: Int
  ) throws(Failure) -> (bytes: [UInt8], byteCount: Int) {
    let (descriptor, byteCount) = try opened(path)
    defer { close(descriptor) }
    let (bytes, code) = FileSystem.readSome(of: descriptor, atMost: length)
    guard code == 0 else { throw missing(path, code) }
    return (bytes, byteCount)
  }

  /// A file opened for reading, and how many bytes it has.
  private static func opened(
    _ path: String
  ) throws(Failure) -> (descriptor: Int32, byteCount: Int) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw missing(path, errno) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      defer { close(descriptor) }
      throw missing(path, errno)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw Failure(
        "a folder stands where a file is expected", at: .file(path), remedy: "name a file in it",
        category: .missingInput)
    }
    return (descriptor, Int(status.st_size))
  }

  private static func missing(_ path: String, _ code: Int32) -> Failure {
    Failure(
      "cannot read: \(FileSystem.message(code))", at: .file(path),
      remedy: code == ENOENT ? "check the path" : "check the permissions of the file",
      category: .missingInput)
  }

  /// The text of a file; refused when it is not UTF-8.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: a larger file is refused.
  /// - Returns: the text.
  /// - Throws: a failure that names the file, and the byte where it is not UTF-8.
  public static func readText(_ path: String, limit: Int) throws(Failure) -> String {
    let bytes = try read(path, limit: limit)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let valid = zip(bytes, String(decoding: bytes, as: UTF8.self).utf8).prefix { $0 == $1 }.count
      throw Failure(
        "not UTF-8 text", at: .byte(file: path, offset: valid), remedy: "save the file as UTF-8")
    }
    return text
  }

  /// Whether something stands at the path.
  public static func exists(_ path: String) -> Bool { FileSystem.status(path) != nil }

  /// Whether a folder stands at the path.
  public static func isFolder(_ path: String) -> Bool {
    FileSystem.status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// Whether two paths lead to the same file or folder; false where one leads nowhere.
  public static func isSame(_ path: String, _ other: String) -> Bool {
    guard let first = FileSystem.realPath(path) else { return false }
    return first == FileSystem.realPath(other)
  }

  /// Makes a folder and all folders above it.
  ///
  /// - Parameter path: the folder.
  /// - Throws: a failure that names the folder that cannot be made.
  public static func makeFolder(_ path: String) throws(Failure) {
    if isFolder(path) || path.isEmpty { return }
    let above = folder(of: path)
    if above != path { try makeFolder(above) }
    guard unsafe mkdir(path, 0o777) == 0 || (errno == EEXIST && isFolder(path)) else {
      throw Failure(
        "cannot make the folder: \(FileSystem.message(errno))", at: .file(path),
        remedy: "choose a folder that you may write to", category: .cannotWrite)
    }
  }

  /// A path from a folder and what lies below it; an absolute `path` stays as it is.
  public static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// The folder that a path lies in: `.` for a plain name.
  public static func folder(of path: String) -> String {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  /// The last component of a path.
  public static func name(of path: String) -> String {
    String(path.split(separator: "/").last ?? Substring(path))
  }

  /// The ending of a path, lower case and without its dot: `png`; empty where there is none.
  public static func ending(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}
