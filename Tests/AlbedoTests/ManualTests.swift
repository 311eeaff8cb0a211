import Albedo
import Foundation
import TestSupport
import Testing

/// What the manual says is what the program does.
@Suite struct ManualTests {
  @Test func theStagesPageIsWhatTheStagesDeclare() throws {
    let wanted = StageCatalogue.standard.stages.map { StagePage($0).markdown }
      .joined(separator: "\n")
    #expect(try ManualPage("Stages.md").fields(wanted: wanted) == wanted)
  }

  @Test func thePipelinePageIsTrue() throws {
    let page = try ManualPage("Formats/Pipeline.md")
    let wanted = ParameterDescription.markdown(PipelineFile.table.parameters) + "\n"
    #expect(try page.fields(wanted: wanted) == wanted)
    let plans = try page.examples.map {
      try Plan(yaml: $0, file: "Pipeline.md", catalogue: .standard)
    }
    #expect(plans.map(\.nodes.count) == [7, 8])
    #expect(plans[1].nodes.map(\.fanOut) == [0, 0, 0, 0, 0, nil, nil, nil])
  }

  @Test func theSchemaBesideThePipelinesIsTheProgramsOwn() throws {
    let path = Places.package + "/Pipelines/pipeline.schema.json"
    let schema = StageCatalogue.standard.pipelineSchema.prettyText + "\n"
    #expect(try Files.readText(path, limit: 1 << 20) == schema)
  }
}
