import Diagnostics
import Yams

/// Reading YAML: a careful subset of it, into values that know their places.
///
/// Read are: block and flow lists and maps, plain and quoted texts, block texts, comments. Refused
/// are: anchors, aliases, merge keys, tags, directives, explicit keys, a second document, repeated
/// keys, more than 64 levels, more than 256 KiB, control characters. Nothing is typed here: `on`,
/// `010` and `1.10` stay the words they are until a ``Table`` says what they shall be.
public enum Yaml {
  /// Which texts are read.
  public enum Dialect: Sendable, Hashable {
    /// What people write by hand.
    case configuration
    /// What OpenCV's FileStorage writes: it begins with the line `%YAML:1.0` (`%YAML 1.2` from
    /// OpenCV 5 on), and the tag `!!opencv-matrix` stands before matrices. Both are passed over;
    /// nothing else is let through.
    case openCV
  }

  /// The size up to which a text is read: 256 KiB.
  public static let sizeLimit = 256 << 10

  /// The values of a text.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: its name, for messages.
  ///   - dialect: which texts are read.
  /// - Returns: the outermost value.
  /// - Throws: everything that is wrong with the text, by line.
  public static func parse(
    text: String, file: String, dialect: Dialect = .configuration
  ) throws(Failure) -> YamlNode {
    var findings = Findings()
    let node = parse(text: text, file: file, dialect: dialect, &findings)
    try findings.throwIfAny()
    guard let node else { throw empty(file) }
    return node
  }

  /// The text that bytes stand for.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: its name, for messages.
  /// - Returns: the text.
  /// - Throws: a failure when there are too many bytes or they are not UTF-8.
  public static func text(of bytes: [UInt8], file: String) throws(Failure) -> String {
    if bytes.count > sizeLimit { throw Failure(tooLarge(bytes.count, file)) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let valid = zip(bytes, String(decoding: bytes, as: UTF8.self).utf8).prefix { $0 == $1 }.count
      throw Failure(
        "not UTF-8 text", at: .byte(file: file, offset: valid), remedy: "save the file as UTF-8")
    }
    return text
  }

  /// As ``parse(text:file:dialect:)``, going on after what can be judged on its own.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: its name, for messages.
  ///   - dialect: which texts are read.
  ///   - findings: takes in everything that is wrong.
  /// - Returns: the outermost value without what was refused, or nil where nothing can be built.
  public static func parse(
    text: String, file: String, dialect: Dialect = .configuration, _ findings: inout Findings
  ) -> YamlNode? {
    if text.utf8.count > sizeLimit {
      findings.refuse(tooLarge(text.utf8.count, file))
      return nil
    }
    let before = findings.diagnostics.count
    var scanner = YamlGuard(
      SourceText(text, file: file), dialect: dialect, findings: findings)
    scanner.scan()
    findings = scanner.findings
    let isSound = findings.diagnostics.count == before
    guard scanner.isReadable else { return nil }
    var cleaned = String.UnicodeScalarView()
    cleaned.append(contentsOf: scanner.clean)
    do {
      guard let root = try Yams.compose(yaml: String(cleaned), .basic, .default, .utf8) else {
        if isSound { findings.add(empty(file)) }
        return nil
      }
      return YamlBuilder(scanner).node(root, depth: 1, &findings)
    } catch {
      // Where something was refused before, the parser's complaint may only follow from it.
      if isSound { findings.add(YamlBuilder(scanner).diagnostic(for: error)) }
      return nil
    }
  }

  private static func tooLarge(_ count: Int, _ file: String) -> Diagnostic {
    Diagnostic(
      "configuration of \(count) bytes is larger than the limit of \(sizeLimit)",
      at: .file(file), remedy: "check that this is the file that you mean, or split it")
  }

  private static func empty(_ file: String) -> Failure {
    Failure("the file says nothing", at: .file(file), remedy: "begin with the line: version: 1")
  }
}
