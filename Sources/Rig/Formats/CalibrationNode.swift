import Diagnostics
import Settings

/// A value of a calibration file that another program wrote, with its place.
///
/// Numbers are read as C programs write them (`1.`, `-.5`, `1e-05`), keys that nobody asks for are
/// passed over, and the first mistake ends the reading.
struct CalibrationNode {
  let node: YamlNode
  /// What the value is called, for messages.
  let name: String

  init(_ node: YamlNode, name: String) {
    (self.node, self.name) = (node, name)
  }

  /// A failure that points here.
  func failure(_ message: String, remedy: String) -> Failure {
    Failure(node.diagnostic("\(name) \(message)", remedy: remedy))
  }

  /// The value of the first of several keys that stands here.
  func first(_ keys: [String]) -> CalibrationNode? {
    for key in keys {
      if let value = node[key] { return CalibrationNode(value, name: key) }
    }
    return nil
  }

  /// The value of a key, or nil.
  subscript(_ key: String) -> CalibrationNode? { first([key]) }

  /// The value of the first of several keys; one of them must stand here.
  func required(_ keys: String...) throws(Failure) -> CalibrationNode {
    if let value = first(keys) { return value }
    throw failure("has no \(keys[0])", remedy: "add it, or calibrate again")
  }

  /// A word.
  func word() throws(Failure) -> String {
    guard let text = node.text else {
      throw failure("is no word", remedy: "write one word")
    }
    return text
  }

  /// A whole number of 0 and more.
  func count() throws(Failure) -> Int {
    guard let text = node.text, let number = Int(text), number >= 0 else {
      throw failure("is no whole number", remedy: "write digits alone")
    }
    return number
  }

  /// A number.
  func number() throws(Failure) -> Double {
    guard let text = node.text, let number = Double(foreign: text) else {
      throw failure("is no number", remedy: "write digits, such as 12, -0.5 or 1e-3")
    }
    return number
  }

  /// The elements of a list.
  var elements: [CalibrationNode] {
    node.elements.map { CalibrationNode($0, name: "a value of \(name)") }
  }

  /// Numbers in a list.
  func numbers() throws(Failure) -> [Double] {
    guard case .list = node.content else {
      throw failure("is no list", remedy: "write the numbers in [brackets]")
    }
    var numbers: [Double] = []
    for element in elements { numbers.append(try element.number()) }
    return numbers
  }

  /// The numbers of a matrix of `rows`, `cols` and `data`, row by row.
  func matrix() throws(Failure) -> [Double] {
    let (rows, columns) = (try required("rows").count(), try required("cols").count())
    let data = try required("data")
    let numbers = try data.numbers()
    guard rows <= 64, columns <= 64, numbers.count == rows * columns else {
      throw data.failure(
        "has \(numbers.count) numbers, \(name) says \(rows) × \(columns)",
        remedy: "write as many as rows and cols say")
    }
    return numbers
  }

  /// A matrix of so many numbers.
  func matrix(_ rows: Int, _ columns: Int) throws(Failure) -> [Double] {
    let numbers = try matrix()
    guard numbers.count == rows * columns else {
      throw failure(
        "has \(numbers.count) numbers, not \(rows * columns)",
        remedy: "write a matrix of \(rows) × \(columns)")
    }
    return numbers
  }

  /// A rotation of the nine numbers of a matrix, row by row.
  func rotation(_ numbers: [Double]) throws(Failure) -> Matrix3 {
    if let rotation = Matrix3(rotation: numbers) { return rotation }
    throw failure(
      "is no rotation", remedy: "its rows have length 1 and are at right angles to each other")
  }

  /// The pinhole of a matrix of 3×3.
  func pinhole() throws(Failure) -> Intrinsics {
    let k = try matrix(3, 3)
    guard k[0] > 0, k[4] > 0, [k[3], k[6], k[7]].allSatisfy({ $0 == 0 }), k[8] == 1 else {
      throw failure("is no camera matrix", remedy: "write [fx, 0, cx, 0, fy, cy, 0, 0, 1]")
    }
    guard k[1] == 0 else {
      throw failure(
        "has a skew of \(k[1]), which is not read",
        remedy: "calibrate without skew; a CAHV camera of a rig may have one")
    }
    return Intrinsics(focalX: k[0], focalY: k[4], centreX: k[2], centreY: k[5])
  }
}

extension Double {
  /// A number as C programs write it; no hexadecimal digits, no words.
  init?(foreign text: some StringProtocol) {
    let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    guard isPlain, let value = Double(text), value.isFinite else { return nil }
    self = value
  }

  /// The shortest text that gives the same number, as every reader of YAML takes it for one.
  ///
  /// That is `1.0e-05` and not `1e-05`; zero has no sign.
  var foreignText: String {
    let text = "\(self + 0)"
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }
}

extension Matrix3 {
  /// The rotation of nine numbers, row by row; nil where they are none within 1e-4.
  init?(rotation numbers: [Double]) {
    guard numbers.count == 9 else { return nil }
    let rows = [0, 3, 6].map { Vector3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2]) }
    self.init(rows[0], rows[1], rows[2])
    let lengths = rows.map { ($0.length - 1).magnitude }
    let others = [rows[0].dot(rows[1]), rows[0].dot(rows[2]), rows[1].dot(rows[2])]
    guard (lengths + others.map(\.magnitude)).allSatisfy({ $0 < 1e-4 }),
      rows[0].cross(rows[1]).dot(rows[2]) > 0
    else { return nil }
  }

  /// Its numbers, row by row.
  var numbers: [Double] {
    [rows.0, rows.1, rows.2].flatMap { [$0.x, $0.y, $0.z] }
  }
}
