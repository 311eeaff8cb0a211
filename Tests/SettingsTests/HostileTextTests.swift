import Diagnostics
import Testing

@testable import Settings

/// Texts made to cost time: each is judged in far less than a second in a release build.
@Suite struct HostileTextTests {
  static func filled(_ head: String = "", _ piece: (Int) -> String) -> String {
    var text = "version: 1\n" + head
    var index = 0
    while true {
      let next = piece(index)
      if text.utf8.count + next.utf8.count > Yaml.sizeLimit { return text }
      text += next
      index += 1
    }
  }

  static let texts = [
    filled { "key\($0): 1\n" }, filled { _ in "a: 1\n" }, filled { "? k\($0)\n" },
    filled { _ in "- " }, filled { _ in "*a " }, filled { "&a\($0) " }, filled { _ in "!t " },
    filled("gamma: [") { _ in "1," }, filled("x: \"") { _ in "\\x41" },
    filled("x: {") { "é\($0): [], " }, filled { _ in "\n" }, filled { _ in "#" },
    filled("x: |\n") { _ in " \n" }, filled { "k\($0): *k\n" },
    filled { _ in "gamma" }, filled("gamma: ") { _ in "1" },
    filled { _ in "'" }, filled("weights: ") { _ in "\t" },
  ]

  /// By number: the texts themselves would fill the log.
  @Test(arguments: texts.indices)
  func hostileTextsAreRefusedInTime(number: Int) {
    let text = Self.texts[number]
    let clock = ContinuousClock()
    let time = clock.measure {
      do throws(Failure) {
        _ = try Yaml.load(Device.self, text: text, file: "d.yaml")
      } catch {
        #expect(error.diagnostics.count <= Findings.limit + 1)
      }
    }
    #expect(time < .seconds(20), "\(text.prefix(40)) took \(time)")
  }

  @Test func longLinesAreShownInPartOrNotAtAll() {
    let near = "version: 1\nx: [*a" + String(repeating: " ", count: 5000) + "]"
    let far = "version: 1\nx: [" + String(repeating: " ", count: 5000) + "*a]"
    for (text, isShown) in [(near, true), (far, false)] {
      #expect {
        try Yaml.parse(text: text, file: "d.yaml")
      } throws: { error in
        let excerpt = (error as? Failure)?.diagnostics[0].excerpt
        return (excerpt != nil) == isShown && "\(error)".count < 600
      }
    }
  }
}
