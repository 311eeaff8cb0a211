/// How keys and values stand in the comments of a JPEG: `Key: value`.
enum JPEGComment {
  /// A comment with its key, or with the key `Comment` where it starts with none.
  static func parse(_ text: String) -> DecodedPicture.Text {
    let scalars = text.unicodeScalars
    guard let colon = scalars.prefix(80).firstIndex(of: ":") else {
      return DecodedPicture.Text("Comment", text)
    }
    let key = String(scalars[..<colon])
    let rest = scalars[colon...].dropFirst()
    guard isKey(key), rest.first == " " else { return DecodedPicture.Text("Comment", text) }
    return DecodedPicture.Text(key, String(rest.dropFirst()))
  }

  static func isKey(_ text: String) -> Bool {
    let allowed = Set(" -_.".utf8)
    return (1...79).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: allowed.contains(byte)
        }
      }
  }

  static func bytes(_ text: DecodedPicture.Text) -> [UInt8] {
    Array("\(text.key): \(text.value)".utf8)
  }
}
