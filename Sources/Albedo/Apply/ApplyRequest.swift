/// One stage on plain files: what `albedo apply` was told.
public struct ApplyRequest: Sendable {
  /// The stage.
  public var stage: String
  /// The input files, one for each input port; any number where one port takes many.
  public var inputs: [String]
  /// The output file; its ending says the format.
  public var output: String
  /// Parameters of the stage, as they were written.
  public var parameters: [(name: String, value: String)] = []
  /// What is said of the input files.
  public var declaration = PictureDeclaration()
  /// The rig that the input files' cameras belong to.
  public var rig: String?
  /// The cameras of the input files, in their order.
  public var cameras: [String] = []
  /// The file that the stage's report goes to; nil writes none.
  public var report: String?
  /// Whether light is written so that white is the largest code of the file.
  public var isFullScale = false

  /// A request from its parts.
  public init(stage: String, inputs: [String], output: String) {
    self.stage = stage
    self.inputs = inputs
    self.output = output
  }
}
