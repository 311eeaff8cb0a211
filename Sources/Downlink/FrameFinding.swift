import Settings

/// Something about a frame that keeps it from being taken at its word.
public enum FrameMark: String, Sendable, Hashable, CaseIterable {
  /// It arrived twice, or bears another frame's number.
  case duplicate
  /// It arrived after frames that were taken later.
  case outOfOrder = "out-of-order"
  /// Its clock does not fit those of its neighbours.
  case clockJump = "clock-jump"
  /// Its bytes are not those that arrived, and nobody knows which: to be looked at, never evidence.
  case unlocalisedDamage = "unlocalised-damage"
  /// Nothing of it can be read.
  case unreadable
}

/// A mark of a frame, with its reason.
public struct FrameFinding: Sendable, Hashable {
  /// The id of the frame.
  public var frame: String
  /// What is the matter.
  public var mark: FrameMark
  /// One clause on how it shows.
  public var reason: String

  /// A finding from its parts.
  public init(frame: String, mark: FrameMark, reason: String) {
    (self.frame, self.mark, self.reason) = (frame, mark, reason)
  }

  /// Mark and reason as an object.
  public var json: JSONValue { ["mark": .string(mark.rawValue), "reason": .string(reason)] }
}
