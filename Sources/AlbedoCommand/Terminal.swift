import Albedo
import Foundation
import Rainbow

/// Talk for people, on the standard error.
enum Terminal {
  /// Whether the standard error is a terminal that takes colour (`NO_COLOR` says no).
  static let takesColor: Bool =
    isatty(STDERR_FILENO) != 0 && Machine.environment["NO_COLOR"] == nil

  /// Whether a bar can be drawn.
  static let isInteractive: Bool = isatty(STDERR_FILENO) != 0

  /// Writes a line to the standard error.
  static func say(_ line: String) {
    write(line + "\n")
  }

  /// Writes text to the standard error as it is.
  static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Writes findings, in colour where that is welcome.
  static func report(_ failure: Failure) {
    for diagnostic in failure.diagnostics { say(text(of: diagnostic)) }
    let errors = failure.diagnostics.filter { $0.severity == .error }.count
    if errors > 1 { say("\(errors) errors") }
  }

  /// A finding as text, in colour where that is welcome.
  static func text(of diagnostic: Diagnostic) -> String {
    guard takesColor else { return diagnostic.rendered() }
    return diagnostic.rendered { text, emphasis in
      switch emphasis {
      case .place: text.applyingCodes(Style.bold)
      case .error: text.applyingCodes(Color.red, Style.bold)
      case .warning: text.applyingCodes(Color.yellow, Style.bold)
      case .caret: text.applyingCodes(Color.green)
      case .remedy: text.applyingCodes(Color.cyan)
      }
    }
  }
}
