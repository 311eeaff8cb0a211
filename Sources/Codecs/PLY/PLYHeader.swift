import Diagnostics

/// What the header of a PLY file says of the numbers behind it.
struct PLYHeader {
  /// How numbers are written.
  enum Form: String {
    case ascii
    case littleEndian = "binary_little_endian"
    case bigEndian = "binary_big_endian"
  }

  /// The kinds of numbers, and how many bytes each has.
  enum Kind {
    case integer(bytes: Int, isSigned: Bool)
    case float(bytes: Int)

    init?(_ word: Substring) {
      switch word {
      case "char", "int8": self = .integer(bytes: 1, isSigned: true)
      case "uchar", "uint8": self = .integer(bytes: 1, isSigned: false)
      case "short", "int16": self = .integer(bytes: 2, isSigned: true)
      case "ushort", "uint16": self = .integer(bytes: 2, isSigned: false)
      case "int", "int32": self = .integer(bytes: 4, isSigned: true)
      case "uint", "uint32": self = .integer(bytes: 4, isSigned: false)
      case "float", "float32": self = .float(bytes: 4)
      case "double", "float64": self = .float(bytes: 8)
      default: return nil
      }
    }
  }

  /// A number of an element, or a list of numbers.
  struct Property {
    let name: Substring
    let kind: Kind
    /// The kind of the number of members; nil of a single number.
    let countKind: Kind?
  }

  /// A row of so many things of one kind.
  struct Element {
    let name: Substring
    let count: Int
    var properties: [Property] = []
  }

  private(set) var form = Form.ascii
  private(set) var elements: [Element] = []
  /// The first byte behind it, and its line.
  private(set) var end = (byte: 0, line: 1)

  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: what messages call it.
  /// - Throws: a failure that points at the line.
  init(_ bytes: [UInt8], file: String) throws(Failure) {
    var (offset, line, hasForm) = (0, 0, false)
    func failure(_ message: String, _ remedy: String? = nil) -> Failure {
      Failure(
        "PLY: \(message)", at: .text(file: file, line: max(1, line), column: 1), remedy: remedy)
    }
    while true {
      guard let stop = bytes[offset...].prefix(Self.longestLine).firstIndex(of: 0x0A) else {
        throw failure(
          line == 0 ? "the file does not begin with the line ply" : "the header has no end_header",
          "write a PLY file, as Blender, MeshLab and CAD programs do")
      }
      let text = String(decoding: bytes[offset..<stop], as: UTF8.self)
      let words = text.split(whereSeparator: { " \t\r".contains($0) })
      (offset, line) = (stop + 1, line + 1)
      if line == 1 {
        guard words == ["ply"] else {
          throw failure("the file does not begin with the line ply", "write a PLY file")
        }
        continue
      }
      switch words.first {
      case nil, "comment", "obj_info": continue
      case "format":
        guard words.count == 3, let form = Form(rawValue: String(words[1])), words[2] == "1.0"
        else {
          throw failure(
            "the format is \(words.dropFirst().joined(separator: " "))",
            "write format ascii 1.0, binary_little_endian 1.0 or binary_big_endian 1.0")
        }
        (self.form, hasForm) = (form, true)
      case "element":
        guard words.count == 3, let count = Int(words[2]), count >= 0, count <= bytes.count else {
          throw failure(
            "an element is a name and how many there are", "write, for example, element vertex 16")
        }
        elements.append(Element(name: words[1], count: count))
      case "property":
        guard let property = Self.property(words), !elements.isEmpty else {
          throw failure(
            "a property is not understood: \(text)",
            "write property double x, or property list uchar int vertex_indices, behind an element")
        }
        elements[elements.count - 1].properties.append(property)
      case "end_header":
        guard hasForm else { throw failure("the header names no format", "write format ascii 1.0") }
        end = (offset, line + 1)
        return
      default: throw failure("the line is not understood: \(text)", "take it out")
      }
    }
  }

  private static let longestLine = 4096

  private static func property(_ words: [Substring]) -> Property? {
    if words.count == 3, let kind = Kind(words[1]) {
      return Property(name: words[2], kind: kind, countKind: nil)
    }
    guard words.count == 5, words[1] == "list",
      case .integer(let bytes, let isSigned)? = Kind(words[2]),
      let kind = Kind(words[3])
    else { return nil }
    return Property(
      name: words[4], kind: kind, countKind: .integer(bytes: bytes, isSigned: isSigned))
  }
}
