/// The stages that a pipeline can use.
public struct StageCatalogue: Sendable {
  /// All of them, in the order of the data flow.
  public let stages: [any Stage.Type]

  /// A catalogue.
  ///
  /// - Precondition: no two stages have the same name.
  public init(_ stages: [any Stage.Type]) {
    precondition(Set(stages.map { $0.name }).count == stages.count, "stage names are unique")
    self.stages = stages
  }

  /// The names of all stages.
  public var names: [String] { stages.map { $0.name } }

  /// The stage of a name, or nil.
  public subscript(name: String) -> (any Stage.Type)? {
    stages.first { $0.name == name }
  }
}
