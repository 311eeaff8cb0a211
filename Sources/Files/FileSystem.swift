#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The system calls that this package makes on files, each returning a value or an error number.
enum FileSystem {
  /// The number of the last error.
  static var lastError: Int32 { errno }

  /// What an error number means, in the words of the system.
  static func message(_ code: Int32) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }

  static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  static func status(_ path: String) -> stat? {
    var result = stat()
    return unsafe stat(path, &result) == 0 ? result : nil
  }

  /// Reads what is there, once, going on after interruptions.
  ///
  /// - Returns: the bytes, none at the end of the file, and 0 or an error number.
  static func readSome(of descriptor: Int32, atMost limit: Int) -> ([UInt8], Int32) {
    var code: Int32 = 0
    let block = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      var got = 0
      repeat {
        got = unsafe read(descriptor, buffer.baseAddress, limit)
        code = got < 0 ? errno : 0
      } while code == EINTR
      count = max(0, got)
    }
    return (block, code)
  }

  /// Writes all bytes, going on after short writes and interruptions.
  ///
  /// - Returns: 0, or an error number.
  static func writeAll(_ bytes: borrowing RawSpan, to descriptor: Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      var done = 0
      while done < buffer.count {
        let written = unsafe write(descriptor, base + done, buffer.count - done)
        if written > 0 {
          done += written
        } else if written < 0 && errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }
}
