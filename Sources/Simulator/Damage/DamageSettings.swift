import Diagnostics
import Settings

/// What befalls a downlink on its way; everything is off unless it is set.
public struct DamageSettings: Configurable, Hashable {
  /// How lost blocks show in the file that arrives.
  public enum Loss: String, Sendable, CaseIterable {
    /// Zeros stand in their place, and the downlink lists them as gaps.
    case listed
    /// Zeros stand in their place, and nobody knows.
    case unlisted
    /// What follows closes up, and nobody knows.
    case closed
  }

  /// Which frames state the digest of the intact file.
  public enum Receipts: String, Sendable, CaseIterable {
    /// Those that stated it before.
    case kept
    /// All, so that every damage can be proven.
    case all
    /// None, so that nothing proves damage.
    case none
  }

  /// Bytes of a block.
  public var blockSize = 1115
  /// The share of blocks that is lost.
  public var blockLoss = 0.0
  /// Blocks that are lost in a row, on average.
  public var burst = 1.0
  /// How lost blocks show.
  public var loss = Loss.listed
  /// The share of frames that are cut.
  public var truncation = 0.0
  /// Flipped bits, expected in a million bytes.
  public var flips = 0.0
  /// The share of frames that arrive twice.
  public var duplicates = 0.0
  /// The share of frames that are held back.
  public var reordered = 0.0
  /// Frames that overtake a held one, at most.
  public var delay = 5
  /// The share of frames whose clock is wrong.
  public var clockJumps = 0.0
  /// Seconds by which it is wrong.
  public var clockJump = 10.0
  /// Which frames state the digest of the intact file.
  public var receipts = Receipts.kept

  /// No damage.
  public init() {}

  /// The parameters.
  public static let table = Table<DamageSettings>([
    .integer(
      "blockSize", \.blockSize, unit: "bytes", range: 1...16_777_216,
      "Size of the blocks in which files travel, counted from their first byte."),
    .number("blockLoss", \.blockLoss, unit: "1", range: 0...0.99, "Share of blocks that is lost."),
    .number(
      "burst", \.burst, unit: "blocks", range: 1...1_000_000,
      "How many blocks are lost in a row, on average (two states, Gilbert's model)."),
    .choice(
      "loss", \.loss,
      "How lost blocks show: as zeros that are listed as gaps, as zeros that nobody knows of, or "
        + "not at all, because what follows closes up."),
    .number(
      "truncation", \.truncation, unit: "1", range: 0...1,
      "Share of frames whose file ends too early, at any byte."),
    .number(
      "flips", \.flips, unit: "1", range: 0...1_000_000,
      "Flipped bits, expected in a million bytes."),
    .number(
      "duplicates", \.duplicates, unit: "1", range: 0...1, "Share of frames that arrive twice."),
    .number(
      "reordered", \.reordered, unit: "1", range: 0...1,
      "Share of frames that are held back and listed later."),
    .integer(
      "delay", \.delay, unit: "frames", range: 1...1000,
      "How many frames overtake one that is held back, at most."),
    .number(
      "clockJumps", \.clockJumps, unit: "1", range: 0...1,
      "Share of frames whose spacecraft clock is wrong."),
    .number(
      "clockJump", \.clockJump, unit: "s", above: 0, "How far a wrong clock is off, either way."),
    .choice(
      "receipts", \.receipts,
      "Which frames state the SHA-256 of the intact file, which proves damage: those that did, "
        + "all or none."),
  ])

  /// Refuses bursts so short that so many blocks cannot be lost in them.
  func check() throws(Failure) {
    guard blockLoss > 0, enteringLoss > 1 else { return }
    throw Failure(
      "\(blockLoss) of all blocks cannot be lost in bursts of \(burst) on average",
      remedy: "raise burst to \(blockLoss / (1 - blockLoss)) or more", category: .usage)
  }

  /// How likely a block is lost after one that arrived.
  var enteringLoss: Double { blockLoss / (burst * (1 - blockLoss)) }
}
