import ExactMath
import Foundation
import Testing

/// A committed table of values of high precision, as Scripts/exactmath-reference.py writes it.
struct Reference {
  /// One line of a table.
  struct Value {
    var arguments: [Double]
    /// The correctly rounded result.
    var nearest: Double
    /// The true value less the rounded one, in units in the last place.
    var rest: Double

    /// How far a result lies from the true value, in units in the last place.
    func error(of result: Double) -> Double {
      if result.bitPattern == nearest.bitPattern { return abs(rest) }
      if !nearest.isFinite || !result.isFinite { return .infinity }
      return abs((result - nearest) / nearest.ulp - rest)
    }
  }

  var values: [Value]

  /// Reads Tests/Reference/ExactMath/NAME.txt.
  init(_ name: String) throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appending(path: "Reference/ExactMath/\(name).txt")
    let text = try String(contentsOf: file, encoding: .utf8)
    values = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let numbers = line.split(separator: " ").compactMap { Double($0) }
      if numbers.count < 3 { return nil }
      return Value(
        arguments: Array(numbers.dropLast(2)), nearest: numbers[numbers.count - 2],
        rest: numbers[numbers.count - 1])
    }
  }
}

/// A function under test and the errors that its documentation allows, in ulp.
struct Promise: CustomTestStringConvertible, Sendable {
  var name: String
  var bound: Double
  /// Where the result is subnormal.
  var subnormalBound: Double
  /// The fewest lines that its table must hold.
  var count: Int
  var function: @Sendable ([Double]) -> Double

  init(
    _ name: String, _ bound: Double, subnormal: Double? = nil, count: Int,
    _ function: @escaping @Sendable ([Double]) -> Double
  ) {
    self.name = name
    self.bound = bound
    subnormalBound = subnormal ?? bound
    self.count = count
    self.function = function
  }

  var testDescription: String { name }

  static let all = [
    Promise("sin", 0.8, count: 1200) { Exact.sin($0[0]) },
    Promise("cos", 0.8, count: 1200) { Exact.cos($0[0]) },
    Promise("tan", 1, count: 1200) { Exact.tan($0[0]) },
    Promise("atan", 0.55, count: 900) { Exact.atan($0[0]) },
    Promise("atan2", 0.55, count: 2000) { Exact.atan2($0[0], $0[1]) },
    Promise("asin", 0.55, count: 700) { Exact.asin($0[0]) },
    Promise("acos", 0.55, count: 700) { Exact.acos($0[0]) },
    Promise("exp", 0.52, subnormal: 0.76, count: 900) { Exact.exp($0[0]) },
    Promise("log", 0.51, count: 700) { Exact.log($0[0]) },
    Promise("cbrt", 0.51, count: 900) { Exact.cbrt($0[0]) },
    Promise("pow", 0.6, subnormal: 1, count: 1200) { Exact.pow($0[0], $0[1]) },
  ]
}
