import Albedo
import ArgumentParser

/// The command `albedo stages`.
struct StagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "List the stages, or describe one.")

  @Argument(help: "A stage; all when absent.")
  var name: String?

  @OptionGroup var talk: OutputOptions

  func run() throws {
    let catalogue = StageCatalogue.standard
    guard let name else {
      for stage in catalogue.stages {
        let page = StagePage(stage)
        print(talk.json ? page.json.text : page.line)
      }
      return
    }
    guard let stage = catalogue[name] else {
      throw Failure(
        "there is no stage \"\(name)\"", at: .argument("stages"),
        remedy: Suggestion.remedy(for: name, among: catalogue.names), category: .usage)
    }
    let page = StagePage(stage)
    print(talk.json ? page.json.text : page.text)
  }
}
