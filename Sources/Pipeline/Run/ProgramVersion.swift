/// The version of this program, which enters every record and every cache key.
public enum ProgramVersion {
  /// Version by the rules of semver.org; a change of any output bit changes it.
  public static let current = "0.1.0"
}
