extension Table {
  /// The JSON Schema (draft-07) of a map of these parameters.
  ///
  /// Units stand in the descriptions; unknown keys are not allowed.
  ///
  /// - Returns: an object schema.
  public func jsonSchema() -> JSONValue {
    schema(before: [], titled: [])
  }

  func jsonSchema(fileKind: String, summary: String, version: Int) -> JSONValue {
    let versionSchema: JSONValue = [
      "type": "integer", "const": .integer(version),
      "description": .string("Version of the format of \(fileKind) files."),
    ]
    return schema(
      before: [("version", versionSchema)],
      titled: [
        ("$schema", "http://json-schema.org/draft-07/schema#"), ("title", .string(fileKind)),
        ("description", .string(summary)),
      ])
  }

  private func schema(
    before: [(String, JSONValue)], titled: [(String, JSONValue)]
  ) -> JSONValue {
    let defaults = Owner()
    var required = before.map { JSONValue.string($0.0) }
    var properties = before
    for entry in entries {
      let about = entry.description
      if about.isRequired { required.append(.string(about.name)) }
      var description = about.prose
      if let unit = about.unit { description += " Unit: \(unit)." }
      var members = [("description", JSONValue.string(description))] + entry.schema
      if !about.isRequired, about.kind != "record" {
        if let value = entry.json(defaults) {
          members.append(("default", value))
        } else if let absent = entry.absent {
          members[0].1 = .string(description + " Default: \(absent).")
        }
      }
      properties.append((about.name, .object(members)))
    }
    var result = titled + [("type", "object"), ("properties", .object(properties))]
    if !required.isEmpty { result.append(("required", .array(required))) }
    result.append(("additionalProperties", false))
    return .object(result)
  }
}
