import Downlink
import Pipeline
import Rig
import Settings
import Simulator
import Stages

/// The kinds of files that people write by hand, with their JSON Schemas (draft-07).
public enum FileSchemas {
  /// Every kind with its schema.
  public static var all: [(kind: String, schema: JSONValue)] {
    [
      ("pipeline", StageCatalogue.standard.pipelineSchema),
      ("rig", RigDescription.jsonSchema),
      ("downlink", DownlinkDescription.jsonSchema),
      ("scene", SceneDescription.jsonSchema),
    ]
  }
}
