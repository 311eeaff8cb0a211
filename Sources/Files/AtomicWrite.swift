import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Files {
  /// Writes a file all or nothing: temporary name in the same folder, synced, renamed.
  ///
  /// Whoever looks sees the old file or the new one, never a part; a killed run leaves at most a
  /// temporary file, whose name begins with `.albedo-`.
  ///
  /// - Parameters:
  ///   - bytes: the whole content.
  ///   - path: where it shall stand; its folder is made when it is missing.
  ///   - mode: permissions of a new file.
  /// - Throws: a failure of category `cannotWrite`; nothing is left behind.
  public static func write(
    _ bytes: [UInt8], to path: String, mode: mode_t = 0o666
  ) throws(Failure) {
    let folder = folder(of: path)
    try makeFolder(folder)
    var random = SystemRandomNumberGenerator()
    let suffix = String(random.next(), radix: 36)
    let temporary = join(folder, ".albedo-\(name(of: path))-\(suffix)")
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    let descriptor = unsafe open(temporary, flags, mode)
    guard descriptor >= 0 else { throw unwritable(path, "open", errno) }
    var code = unsafe FileSystem.writeAll(bytes.span.bytes, to: descriptor)
    var step = "write"
    if code == 0 {
      step = "sync"
      code = fsync(descriptor) == 0 ? 0 : errno
    }
    if close(descriptor) != 0 && code == 0 {
      step = "close"
      code = errno
    }
    if code == 0 {
      step = "rename"
      code = unsafe rename(temporary, path) == 0 ? 0 : errno
    }
    if code != 0 {
      unsafe unlink(temporary)
      throw unwritable(path, step, code)
    }
    try syncFolder(folder, for: path)
  }

  /// A rename is durable only once its folder is.
  private static func syncFolder(_ folder: String, for path: String) throws(Failure) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Some file systems cannot sync a folder and say EINVAL; there is nothing more to do there.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw unwritable(path, "sync the folder of", errno)
    }
  }

  /// Writes text as UTF-8, all or nothing.
  ///
  /// - Parameters:
  ///   - text: the whole content.
  ///   - path: where it shall stand.
  /// - Throws: a failure of category `cannotWrite`.
  public static func write(_ text: String, to path: String) throws(Failure) {
    try write(Array(text.utf8), to: path)
  }

  private static func unwritable(_ path: String, _ step: String, _ code: Int32) -> Failure {
    let remedy =
      switch code {
      case ENOSPC, EDQUOT: "free some space and run again; what is complete is kept"
      case EACCES, EPERM, EROFS: "choose a folder that you may write to"
      default: "check the disk and run again"
      }
    return Failure(
      "cannot \(step) the file: \(FileSystem.message(code))", at: .file(path), remedy: remedy,
      category: .cannotWrite)
  }
}

extension Files {
  /// Removes a file of a folder; one that is not there is fine.
  ///
  /// - Parameters:
  ///   - name: its path below the folder; anything else is left alone.
  ///   - folder: the folder.
  public static func remove(_ name: String, in folder: String) {
    guard let path = try? SafePath(name).resolved(in: folder) else { return }
    unsafe unlink(path)
  }
}
