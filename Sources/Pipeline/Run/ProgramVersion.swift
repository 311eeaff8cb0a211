import Settings

/// The version of this program, which enters every record and every cache key.
public enum ProgramVersion {
  /// Version by the rules of semver.org; a change of any output bit changes it.
  public static let current = "0.1.0"
}

/// Everything about the running program that may change a file it writes.
///
/// It enters every record and every cache key. The instruction set does not: it changes no bit.
public struct ProgramIdentity: Sendable, Hashable {
  /// One thing that is known, such as the commit.
  public struct Fact: Sendable, Hashable {
    /// What it is.
    public var name: String
    /// Its value.
    public var value: String

    /// A fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Version, commit, compiler, libraries.
  public var facts: [Fact]

  /// An identity from what is known.
  public init(_ facts: [Fact]) {
    self.facts = facts
  }

  /// The facts as an object.
  public var json: JSONValue { .object(facts.map { ($0.name, .string($0.value)) }) }
}
