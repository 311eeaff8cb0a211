import Diagnostics
import Testing
import Yams

@testable import Settings

/// Random texts of YAML's own characters, judged by the parser itself.
@Suite struct YamlGuardFuzzTests {
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let pieces = [
    "a", "b", "1", ": ", ":", "- ", "-", "\n", "\n", "\n  ", "\n ", "\n    ", " ", "  ", "[", "]",
    "{", "}", ", ", ",", "\"", "'", "#", " #", "|", ">", "|2", "|-\n", "&a ", "*a", "*a ", "!",
    "!t ",
    "? ", "?", "\t", "\\", "---", "...", "key: ", "k2: ", "\n- ", "\nx: ", "\ny: |\n  ", "<<", "é",
    "%",
  ]

  /// What the parser itself finds that must never pass.
  private static func hasForbidden(_ node: Node, depth: Int = 1) -> Bool {
    if depth > 64 { return true }
    switch node {
    case .scalar(let scalar):
      return scalar.anchor != nil
    case .sequence(let sequence):
      return sequence.anchor != nil || sequence.contains { hasForbidden($0, depth: depth + 1) }
    case .mapping(let mapping):
      return mapping.anchor != nil
        || mapping.contains {
          $0.key == "<<" || hasForbidden($0.key, depth: depth + 1)
            || hasForbidden($0.value, depth: depth + 1)
        }
    case .alias: return true
    }
  }

  @Test func theScannerAndTheParserAgree() {
    var random = Generator(state: 20_250_115)
    var (accepted, refused) = (0, 0)
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...14, using: &random) {
        text += Self.pieces.randomElement(using: &random) ?? ""
      }
      let source = SourceText(text, file: "t")
      var scanner = YamlGuard(source, findings: Findings())
      scanner.scan()
      let parsed = Result { try Yams.compose(yaml: text, .basic, .default, .utf8) }
      if scanner.findings.isEmpty {
        accepted += 1
        switch parsed {
        case .success(let node?):
          #expect(scanner.isReadable && !Self.hasForbidden(node) || node.hasMergeKey, "\(text)")
        case .success(nil): break
        case .failure(YamlError.composer(_, let problem, _, _)):
          #expect(!problem.contains("alias") && !problem.contains("document"), "\(text)")
        case .failure(YamlError.duplicatedKeysInMapping(let keys, _)):
          #expect(text.contains("\\") || keys == [""], "\(text)")
        case .failure: break
        }
      } else if let node = try? parsed.get() {
        refused += 1
        let isForbidden =
          "&*!?%\t".contains { text.contains($0) } || text.contains("]:") || text.contains("}:")
          || text.contains("--") || text.contains("...") || text.contains("] :")
          || text.contains("}  :") || text.contains("} :") || text.contains("]  :")
        #expect(isForbidden, "refused without need: \(text)\n\(node)\n\(scanner.findings)")
      }
    }
    #expect(accepted > 3_000)
    #expect(refused > 30)
  }

  /// What the parser builds from the cleaned text has nothing refused in it.
  @Test func cleanedTextsAreHarmless() {
    var random = Generator(state: 7)
    for _ in 0..<10_000 {
      var text = "k: &a [1, 2]\n"
      for _ in 0..<Int.random(in: 1...14, using: &random) {
        text += Self.pieces.randomElement(using: &random) ?? ""
      }
      var scanner = YamlGuard(SourceText(text, file: "t"), findings: Findings())
      scanner.scan()
      guard scanner.isReadable else { continue }
      var cleaned = String.UnicodeScalarView()
      cleaned.append(contentsOf: scanner.clean)
      switch Result(catching: { try Yams.compose(yaml: String(cleaned), .basic, .default, .utf8) })
      {
      case .success(let node?):
        #expect(!Self.hasForbidden(node) || node.hasMergeKey, "\(text)")
      case .success(nil): break
      case .failure(YamlError.composer(_, let problem, _, _)):
        #expect(!problem.contains("alias"), "\(text)")
      case .failure: break
      }
    }
  }
}

extension Node {
  /// Merge keys are refused one step later, when the nodes are taken over.
  fileprivate var hasMergeKey: Bool {
    switch self {
    case .scalar, .alias: false
    case .sequence(let sequence): sequence.contains(where: \.hasMergeKey)
    case .mapping(let mapping):
      mapping.contains { $0.key == "<<" || $0.key.hasMergeKey || $0.value.hasMergeKey }
    }
  }
}
