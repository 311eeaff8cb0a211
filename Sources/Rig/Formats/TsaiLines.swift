import Diagnostics

/// The statements of a `.tsai` file by their keys, with their lines.
struct TsaiLines {
  private struct Statement {
    var values: [Substring]
    var line: Int
  }

  private let file: String
  private var statements: [String: Statement] = [:]
  /// Lines that state nothing: the name of the distortion.
  private var words: [(text: String, line: Int)] = []

  init(_ text: String, file: String) throws(Failure) {
    self.file = file
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      if let (key, values) = TsaiCamera.statement(line) {
        guard statements.updateValue(Statement(values: values, line: index + 1), forKey: key) == nil
        else {
          throw Failure(
            "\(key) stands here a second time", at: place(index + 1), remedy: "keep one of the two")
        }
      } else {
        let word = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if !word.isEmpty, !word.hasPrefix("VERSION_") { words.append((word, index + 1)) }
      }
    }
  }

  private func place(_ line: Int) -> Place { .text(file: file, line: line, column: 1) }

  /// A failure that points at a statement.
  func failure(_ key: String, _ message: String, _ remedy: String) -> Failure {
    Failure(
      "\(key) \(message)", at: statements[key].map { place($0.line) } ?? .file(file),
      remedy: remedy)
  }

  /// The numbers of a statement.
  func numbers(_ key: String, count: Int) throws(Failure) -> [Double] {
    guard let statement = statements[key] else {
      throw failure(key, "is missing", "a .tsai file states \(key) = \(count) numbers")
    }
    let numbers = statement.values.compactMap { Double(foreign: $0) }
    guard numbers.count == count, statement.values.count == count else {
      throw failure(key, "has not \(count) numbers", "write \(count) numbers behind the =")
    }
    return numbers
  }

  /// The number of a statement, which may be missing where there is another.
  func number(_ key: String, orElse other: Double? = nil) throws(Failure) -> Double {
    if let other, statements[key] == nil { return other }
    return try numbers(key, count: 1)[0]
  }

  /// The distortion by its name; without one it is TSAI.
  func lens() throws(Failure) -> LensDistortion {
    let named = words.filter { $0.text != "PINHOLE" }
    guard let (word, line) = named.first else { return try tsai() }
    guard named.count == 1 else {
      throw Failure(
        "\"\(named[1].text)\" is no statement", at: place(named[1].line),
        remedy: "a .tsai file has one camera and one distortion")
    }
    switch word.uppercased() {
    case "NULL": return LensDistortion()
    case "TSAI": return try tsai()
    case "FISHEYE":
      var numbers: [Double] = []
      for key in LensForm.fisheye.coefficients { numbers.append(try number(key.rawValue)) }
      return LensForm.fisheye.lens(numbers)
    default:
      throw Failure(
        "the distortion \(word) is not read", at: place(line),
        remedy: "convert it with convert_pinhole_model --output-type TsaiLensDistortion")
    }
  }

  private func tsai() throws(Failure) -> LensDistortion {
    var numbers: [Double] = []
    for key in LensForm.plumbBob.coefficients {
      numbers.append(try number(key.rawValue, orElse: key == .k3 ? 0 : nil))
    }
    return LensForm.plumbBob.lens(numbers)
  }
}
