import Diagnostics
import Files
import Synchronization

/// Files that stages read beside the frames: flats, darks, lists of bad pixels.
///
/// A run keeps one of these: each file is read once, and what is made of it is made once, however
/// many frames need it.
public final class SideFiles: Sendable {
  private struct Held {
    var bytes: [UInt8]
    var digest: Digest
    var values: [String: any Sendable] = [:]
  }

  private let held = Mutex<[String: Held]>([:])

  /// Nothing read yet.
  public init() {}

  /// SHA-256 of a file.
  ///
  /// - Parameter path: where it is.
  /// - Returns: the digest.
  /// - Throws: a failure when it cannot be read.
  public func digest(of path: String) throws(Failure) -> Digest {
    try held.withLock { held throws(Failure) in try Self.read(path, &held).digest }
  }

  /// What is made of a file.
  ///
  /// - Parameters:
  ///   - path: where the file is.
  ///   - name: tells things of one type that are made of the same file from each other.
  ///   - make: makes it of the file's content; called at most once for each path and name.
  /// - Returns: the thing.
  /// - Throws: a failure of reading or of `make`.
  public func value<Value: Sendable>(
    of path: String, as name: String, _ make: ([UInt8]) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let key = "\(Value.self) \(name)"
    return try held.withLock { held throws(Failure) in
      let file = try Self.read(path, &held)
      if let held = file.values[key], let value = held as? Value { return value }
      let value = try make(file.bytes)
      held[path]?.values[key] = value
      return value
    }
  }

  private static func read(
    _ path: String, _ held: inout [String: Held]
  ) throws(Failure) -> Held {
    if let file = held[path] { return file }
    let bytes = try Files.read(path)
    let file = Held(bytes: bytes, digest: Digest(of: bytes))
    held[path] = file
    return file
  }
}
