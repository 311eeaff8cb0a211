import Diagnostics
import Raster

extension RawLayout: CustomStringConvertible {
  /// How a layout is written.
  public static let grammar =
    "WIDTHxHEIGHT:PACKING[@OFFSET][+STRIDE], for example 1920x1080:u10le@64+4096"

  /// The layout in the grammar that ``init(parsing:)`` reads; offset 0 and close rows are left out.
  public var description: String {
    let place = offset == 0 ? "" : "@\(offset)"
    let rows = stride == rowBytes ? "" : "+\(stride)"
    return "\(size.width)x\(size.height):\(packing.rawValue)\(place)\(rows)"
  }

  /// Reads a layout as somebody wrote it.
  ///
  /// - Parameter text: `WIDTHxHEIGHT:PACKING[@OFFSET][+STRIDE]`; offset and stride in bytes.
  /// - Throws: a failure at the word, with a caret under the part that is wrong.
  public init(parsing text: String) throws(Failure) {
    var scanner = Scanner(text)
    let width = try scanner.number("a width", 1...Self.most)
    try scanner.expect("x")
    let height = try scanner.number("a height", 1...Self.most)
    try scanner.expect(":")
    let packing = try scanner.packing()
    let offset = scanner.skip("@") ? try scanner.number("an offset in bytes", 0...(1 << 48)) : 0
    let least = packing.bytes(forCodes: width)
    let stride =
      scanner.skip("+") ? try scanner.number("a stride in bytes", least...(1 << 32)) : least
    guard scanner.isAtEnd else { throw scanner.failure("nothing more", from: scanner.position) }
    self.init(size: Size(width, height), packing: packing, offset: offset, stride: stride)
  }

  private static let most = 1_000_000
}

/// Reads a layout from left to right.
private struct Scanner {
  let text: String
  let characters: [Character]
  var position = 0

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  var isAtEnd: Bool { position == characters.count }

  mutating func skip(_ character: Character) -> Bool {
    guard position < characters.count, characters[position] == character else { return false }
    position += 1
    return true
  }

  mutating func expect(_ character: Character) throws(Failure) {
    if !skip(character) { throw failure("\"\(character)\"", from: position) }
  }

  mutating func word() -> String {
    let start = position
    while position < characters.count, characters[position].isASCII,
      characters[position].isLetter || characters[position].isNumber
    {
      position += 1
    }
    return String(characters[start..<position])
  }

  mutating func number(_ what: String, _ range: ClosedRange<Int>) throws(Failure) -> Int {
    let start = position
    while position < characters.count, ("0"..."9").contains(characters[position]) { position += 1 }
    let wanted = "\(what) from \(range.lowerBound) to \(range.upperBound)"
    guard let value = Int(String(characters[start..<position])), range.contains(value) else {
      throw failure(wanted, from: start)
    }
    return value
  }

  mutating func packing() throws(Failure) -> RawLayout.Packing {
    let start = position
    let name = word()
    if let packing = RawLayout.Packing(rawValue: name) { return packing }
    let known = RawLayout.Packing.allCases.map(\.rawValue)
    let near = Suggestion.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
    throw failure("a packing (\(known.joined(separator: ", ")))", from: start, note: near)
  }

  /// The failure that something else stands at `start`.
  func failure(_ wanted: String, from start: Int, note: String = "") -> Failure {
    let found = String(characters[start...].prefix(24))
    let head = found.isEmpty ? "the text ends" : "\"\(found)\" stands"
    return Failure(
      "\(head) at character \(start + 1) of the raw layout \"\(text)\", where \(wanted) is"
        + " expected\(note)",
      at: .argument(text), remedy: "write \(RawLayout.grammar)", category: .usage)
  }
}
