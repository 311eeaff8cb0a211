import Albedo
import Testing

@Suite struct SimulatedCollectionTests {
  /// The call that a report names makes the same frames as the evaluation did.
  @Test func aCollectionCanBeMadeAgain() throws {
    let (folder, other) = (TemporaryFolder(), TemporaryFolder())
    let sweep = EvaluationSweep.of(.report, .threshold, .none, .jpeg45, seed: 11)
    let made = try SimulatedCollections().make(4, of: sweep, into: folder.path)
    #expect((25...100).contains(made.truth.mass))
    #expect(made.truth.fill > 0 && made.truth.volume > 0)
    #expect(made.strata["cameras"]?.integerValue == made.truth.cameras)
    #expect(made.strata["plan"]?.stringValue == "threshold")

    let words = sweep.command(number: 4, folder: other.path).split(separator: " ").map(String.init)
    let result = try Program.run(Array(words.dropFirst()))
    #expect(result.status == 0, "\(result.talk)")
    let again = try DownlinkFolder.load(Files.join(other.path, Files.name(of: made.downlink)))
    let downlink = try DownlinkFolder.load(made.downlink)
    #expect(downlink.frames.count == 2 * made.truth.cameras)
    for (a, b) in zip(downlink.frames, again.frames) {
      #expect(try Files.read(downlink.path(of: a)) == Files.read(again.path(of: b)))
    }
  }
}
