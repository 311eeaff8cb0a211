/// The stages that a pipeline can use.
public struct StageCatalogue: Sendable {
  /// All of them, in the order of the data flow.
  public let stages: [any Stage.Type]

  /// A catalogue.
  ///
  /// - Precondition: no two stages have the same name, and stages that gather, and no others, have
  ///   one input port alone, which takes many.
  public init(_ stages: [any Stage.Type]) {
    precondition(Set(stages.map { $0.name }).count == stages.count, "stage names are unique")
    for stage in stages {
      precondition(
        stage.inputs.contains { $0.isMany } == (stage is any GatheringStage.Type)
          && (stage.inputs.count == 1 || !stage.inputs.contains { $0.isMany }),
        "a port that takes many is the only one of a stage that gathers")
    }
    self.stages = stages
  }

  /// The names of all stages.
  public var names: [String] { stages.map { $0.name } }

  /// The stage of a name, or nil.
  public subscript(name: String) -> (any Stage.Type)? {
    stages.first { $0.name == name }
  }
}
