import Foundation

/// The machine that the program runs on.
enum Machine {
  /// How many processors can work at once.
  static var processors: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// The variables of the environment.
  static var environment: [String: String] { ProcessInfo.processInfo.environment }
}
