import Diagnostics
import Downlink
import Raster
import Rig
import Settings

/// How much of its input a stage must see for one row of its output.
public enum Reach: Sendable, Equatable {
  /// So many rows above and below; 0 looks at one pixel at a time.
  case halo(Int)
  /// Statistics of the whole input first, then so many rows above and below.
  case reduction(halo: Int)
  /// Everything.
  case wholeFrame
}

/// A step of a pipeline, declared once: its stored properties are its parameters.
///
/// The property initialisers are the defaults; the table adds name, unit, range and one line of
/// prose. From the two come the YAML reader, the JSON Schema, the flags of `albedo apply` and the
/// documentation.
public protocol Stage: Configurable {
  /// How a pipeline calls it: lower case, words joined by hyphens.
  static var name: String { get }
  /// What it does, in one line.
  static var summary: String { get }
  /// Where frames enter.
  static var inputs: [InputPort] { get }
  /// Where frames leave; none for a stage that writes files.
  var outputs: [OutputPort] { get }
  /// How much of the input one row of the output needs.
  var reach: Reach { get }
  /// Finds what of the settings does not go together with what arrives.
  ///
  /// - Parameters:
  ///   - domains: the name of the domain that arrives, by input port.
  ///   - node: the parameters as they are written; `node["name"]` gives the place of one.
  ///   - findings: takes in what is wrong.
  func check(_ domains: [String: String], _ node: YamlNode, _ findings: inout Findings)
  /// The stage with everything that was left to the rig filled in.
  ///
  /// - Parameter origin: which camera, which exposure the input comes from.
  /// - Returns: the same stage, nothing left open.
  /// - Throws: a failure when the rig does not say what the stage needs.
  func resolved(for origin: Origin) throws(Failure) -> Self
  /// As ``resolved(for:)``, for a stage that wants to know where each of its inputs comes from.
  ///
  /// - Parameter origins: by input port.
  /// - Returns: the same stage, nothing left open.
  /// - Throws: a failure when the rig does not say what the stage needs.
  func resolved(forEach origins: [String: Origin]) throws(Failure) -> Self
  /// The paths of the files that ``resolved(for:)`` reads; their content enters the cache key.
  ///
  /// - Parameter origin: which camera the input comes from.
  /// - Returns: none where the rig names none; what is wrong, ``resolved(for:)`` says.
  func sideFiles(for origin: Origin) -> [String]
  /// What is known of a frame behind the stage.
  ///
  /// - Parameter origin: what was known before it.
  /// - Returns: the same, unless the stage changes what codes mean.
  func described(_ origin: Origin) -> Origin
  /// As ``described(_:)``, for a stage whose outputs come from different places.
  ///
  /// - Parameter origins: what was known before it, by input port.
  /// - Returns: what is known behind it, by output port.
  func described(each origins: [String: Origin]) -> [String: Origin]
  /// The settings under which it is measured, each with a word for its name; all of them complete
  /// without a rig.
  static var benchmarks: [(name: String, stage: Self)] { get }
}

extension Stage {
  /// Measured as it is.
  public static var benchmarks: [(name: String, stage: Self)] { [("", Self())] }
  /// Whatever the ports accept goes together with all settings.
  public func check(_ domains: [String: String], _ node: YamlNode, _ findings: inout Findings) {}
  /// Nothing is left to the rig.
  public func resolved(for origin: Origin) throws(Failure) -> Self { self }
  /// No file is read.
  public func sideFiles(for origin: Origin) -> [String] { [] }
  /// All stays as it was.
  public func described(_ origin: Origin) -> Origin { origin }
  /// What the first input port needs, in the order of their names.
  public func resolved(forEach origins: [String: Origin]) throws(Failure) -> Self {
    guard let first = origins.ofFirstPort else { return self }
    return try resolved(for: first)
  }
  /// Every output comes from where the first input does, in the order of the ports' names.
  public func described(each origins: [String: Origin]) -> [String: Origin] {
    guard let first = origins.ofFirstPort else { return [:] }
    let origin = described(first)
    return Dictionary(uniqueKeysWithValues: outputs.map { ($0.name, origin) })
  }
}

extension [String: Origin] {
  /// That of the first port, in the order of their names.
  var ofFirstPort: Origin? { self.min { $0.key < $1.key }?.value }
}

/// A stage that computes rows of its output from rows of one input.
public protocol BandStage: Stage {
  /// What is done to each band; worked out once a frame.
  ///
  /// - Parameters:
  ///   - size: of the whole input.
  ///   - whole: the whole input where the reach is a reduction, else nil.
  /// - Returns: the work.
  /// - Throws: a failure when the input cannot be used, for instance when it is too small.
  func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork
}

/// A band stage that can do in one go what it and some of the stages behind it do.
///
/// The plain engine never asks for it, so that it stays a check of what comes out.
public protocol FusingStage: BandStage {
  /// The work of this stage and as many of its followers as it can take over.
  ///
  /// - Parameters:
  ///   - followers: the stages behind it, in the order of the data flow; none of them a reduction.
  ///   - size: of the whole input.
  /// - Returns: how many followers are taken over, 1 or more, and the work, with the bits of
  ///   the stages one after the other; nil where there is no shorter way.
  /// - Throws: a failure when the input cannot be used.
  func fusedWork(
    with followers: [any BandStage], size: Size
  ) throws(Failure) -> (followers: Int, work: BandWork)?
}

/// A stage that needs whole frames, or several inputs.
public protocol FrameStage: Stage {
  /// Computes all outputs.
  ///
  /// - Parameters:
  ///   - inputs: a frame for each input port, by name.
  ///   - threads: how many threads may share the work; changes no bit.
  /// - Returns: a frame for each output port, by name.
  /// - Throws: a failure when the inputs cannot be used.
  func process(
    _ inputs: [String: any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame]
}

/// A stage whose report is what an item comes to: what is said of it beside its files.
///
/// The report leaves at the port `report`.
public protocol ConcludingStage: FrameStage {}
