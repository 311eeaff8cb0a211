/// What is known about one parameter, for documentation, help and schemas.
public struct ParameterDescription: Sendable, Equatable {
  /// Its key.
  public var name: String
  /// What it holds: `number`, `whole number`, `flag`, `text`, `choice`, `numbers`, `record`, ….
  public var kind: String
  /// The unit; nil for what has none.
  public var unit: String?
  /// What is allowed, in words: `0.1 to 10`.
  public var range: String?
  /// What it is when nothing is said, in words; nil where it must be said.
  public var defaultText: String?
  /// One sentence of prose.
  public var prose: String
  /// Whether its absence is an error.
  public var isRequired: Bool
  /// The words to choose from.
  public var choices: [String]
  /// The parameters within a record, or within each element of a list of records.
  public var fields: [ParameterDescription]
}
