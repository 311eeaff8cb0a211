import Files

/// Which code made scenes and verdicts.
///
/// A line is worth something only beside others that the same code made. The commit would not do:
/// it changes with every word of a page, and says nothing of modified files. So the build notes a
/// digest of the names and contents of all files that can change a scene or a verdict
/// (`Scripts/build-info` lists what is left out: the command line, benchmarks, and the statistics
/// and plots of evaluations themselves), together with the package's manifest. It is the same on
/// every machine; codec libraries and compilers do not enter, as they change no bits. To that comes
/// what the judge reads beside the program, such as a pipeline file.
public enum EvaluationCode {
  /// The code of this program with a judge.
  ///
  /// - Parameter judge: its configuration enters.
  /// - Returns: 16 hexadecimal digits.
  public static func current(_ judge: any CollectionJudge) -> String {
    String("\(Digest(of: "\(BuildInfo.sources)\n\(judge.configuration)"))".prefix(16))
  }
}
