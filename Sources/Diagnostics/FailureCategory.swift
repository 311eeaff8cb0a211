/// What kind of failure a finding is, from which the exit status of the program follows.
public enum FailureCategory: Int32, Sendable, Hashable, CaseIterable {
  /// A verification or comparison failed.
  case differs = 1
  /// Some frames or pairs failed or were refused; the rest is done.
  case partial = 3
  /// The command line is wrong.
  case usage = 64
  /// An input or a configuration is wrong.
  case badInput = 65
  /// An input is not there.
  case missingInput = 66
  /// The program broke its own promise.
  case internalError = 70
  /// An output cannot be written.
  case cannotWrite = 73
  /// The same call may succeed later: a lock is held, the memory budget is too small.
  case tryAgain = 75

  /// The status that the program exits with.
  public var exitStatus: Int32 { rawValue }
}
