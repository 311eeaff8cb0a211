import Diagnostics

/// A path that stays below the folder it is relative to.
///
/// Paths in manifests come from outside: absolute ones, `..`, empty components and NUL are refused
/// before anything is opened.
public struct SafePath: Sendable, Hashable, CustomStringConvertible {
  /// The path as it was written, relative to its folder.
  public let relative: String

  /// Checks a relative path.
  ///
  /// - Parameters:
  ///   - text: the path as it was written.
  ///   - place: where it was written, for the message.
  /// - Throws: a failure that names the offending part.
  public init(_ text: String, at place: Place? = nil) throws(Failure) {
    if let problem = Self.problem(with: text) {
      throw Failure(
        "path \(quoted(text)) \(problem)", at: place,
        remedy: "name a file below the folder of this document, such as frames/0001.png")
    }
    relative = text
  }

  /// What is wrong with a relative path, or nil.
  ///
  /// - Parameter text: the path as it was written.
  /// - Returns: the rest of a sentence that begins with the path.
  public static func problem(with text: String) -> String? {
    if text.isEmpty { return "is empty" }
    if text.utf8.contains(0) { return "contains a NUL character" }
    if text.utf8.first == UInt8(ascii: "/") { return "is absolute" }
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      if part == ".." { return "leaves its folder by \"..\"" }
      if part.isEmpty { return "has an empty component" }
    }
    return nil
  }

  /// The path joined to its folder.
  ///
  /// - Parameter folder: the folder that the path is relative to.
  /// - Returns: a path that can be opened.
  /// - Throws: a failure when a symbolic link on the way leads out of the folder.
  public func resolved(in folder: String) throws(Failure) -> String {
    let joined = Files.join(folder, relative)
    guard let real = FileSystem.realPath(joined), let root = FileSystem.realPath(folder) else {
      return joined
    }
    guard real == root || real.hasPrefix(root == "/" ? root : root + "/") else {
      throw Failure(
        "path \(quoted(relative)) leads out of its folder through a symbolic link",
        at: .file(joined), remedy: "put the file itself into the folder")
    }
    return joined
  }

  /// The path as it was written.
  public var description: String { relative }
}

func quoted(_ text: String) -> String {
  "\"" + text.map { $0 == "\0" ? "\\0" : String($0) }.joined() + "\""
}
