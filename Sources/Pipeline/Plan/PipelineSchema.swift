import Settings

extension StageCatalogue {
  /// The JSON Schema (draft-07) of a pipeline of these stages.
  ///
  /// The parameters under `with` are checked by the stage that `use` names.
  public var pipelineSchema: JSONValue {
    PipelineFile.jsonSchema.changing(["properties", "stages", "items"]) { entry in
      let choices: JSONValue = .array(names.map { .string($0) })
      let named = entry.changing(["properties", "use"]) { use in
        use.adding([("enum", choices)])
      }
      return named.adding([("allOf", .array(stages.map(Self.rule)))])
    }
  }

  /// If this stage is used, its parameters look like this.
  private static func rule(_ stage: any Stage.Type) -> JSONValue {
    let parameters = schema(of: stage).adding([("description", .string(stage.summary))])
    return [
      "if": ["properties": ["use": ["const": .string(stage.name)]]],
      "then": ["properties": ["with": parameters]],
    ]
  }

  private static func schema<S: Stage>(of stage: S.Type) -> JSONValue { S.table.jsonSchema() }
}

extension JSONValue {
  /// The same object with more members; a member of the same name is replaced.
  func adding(_ more: [(String, JSONValue)]) -> JSONValue {
    guard case .object(let members) = self else { return self }
    let kept = members.filter { member in !more.contains { $0.0 == member.0 } }
    return .object(kept + more)
  }

  /// The same value with the member at the end of a path changed.
  func changing(_ path: [String], _ change: (JSONValue) -> JSONValue) -> JSONValue {
    guard let first = path.first else { return change(self) }
    guard case .object(let members) = self else { return self }
    return .object(
      members.map { name, value in
        (name, name == first ? value.changing(Array(path.dropFirst()), change) : value)
      })
  }
}
