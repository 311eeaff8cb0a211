import Diagnostics

/// One parameter set from outside the pipeline: `stage.parameter=value`.
public struct Override: Sendable, Hashable {
  /// The id of the stage.
  public var stage: String
  /// The name of the parameter.
  public var parameter: String
  /// The value as it was written.
  public var value: String

  /// Reads `stage.parameter=value`.
  ///
  /// - Parameter text: the word of the command line.
  /// - Throws: a usage failure.
  public init(_ text: String) throws(Failure) {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let names = sides[0].split(separator: ".", omittingEmptySubsequences: false)
    guard sides.count == 2, names.count == 2, !names[0].isEmpty, !names[1].isEmpty else {
      throw Failure(
        "\"\(text)\" does not set a parameter", at: .argument("--set"),
        remedy: "write --set stage.parameter=value", category: .usage)
    }
    stage = String(names[0])
    parameter = String(names[1])
    value = String(sides[1])
  }
}
