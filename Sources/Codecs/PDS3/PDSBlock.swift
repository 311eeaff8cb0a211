/// Statements of a PDS3 label that belong together: an object, a group, or the whole label.
public struct PDSBlock: Sendable, Hashable {
  /// Whether it is an object or a group.
  public enum Kind: String, Sendable, Hashable {
    /// Describes data: `OBJECT = IMAGE`.
    case object = "OBJECT"
    /// Keeps statements together: `GROUP = GEOMETRIC_CAMERA_MODEL`.
    case group = "GROUP"
  }

  /// A statement or a block, in the order of the label.
  public struct Entry: Sendable, Hashable {
    /// What an entry holds.
    public enum Content: Sendable, Hashable {
      /// The value of `KEY = VALUE`.
      case value(PDSValue)
      /// What stands between `OBJECT = NAME` and `END_OBJECT`.
      case block(PDSBlock)
    }

    /// The key as written, with its namespace and, of a pointer, `^`; of a block, its name.
    public var key: String
    /// The line on which it begins, from 1.
    public var line: Int
    /// The column at which it begins, from 1.
    public var column: Int
    /// The value or block.
    public var content: Content

    /// The value, or nil of a block.
    public var value: PDSValue? {
      if case .value(let value) = content { value } else { nil }
    }

    /// The block, or nil of a value.
    public var block: PDSBlock? {
      if case .block(let block) = content { block } else { nil }
    }

    /// Whether the key is this one, with or without a namespace (`MSL:` in `MSL:REQUEST_ID`).
    func isNamed(_ name: String) -> Bool {
      key == name || (key.hasSuffix(name) && key.dropLast(name.count).hasSuffix(":"))
    }
  }

  /// Object or group; the label as a whole counts as an object.
  public var kind: Kind
  /// Its name; the label as a whole has none.
  public var name: String
  /// What it holds.
  public var entries: [Entry]

  /// The first value of a key in this block itself.
  public subscript(key: String) -> PDSValue? { entry(key)?.value }

  /// The first statement of a key in this block itself.
  public func entry(_ key: String) -> Entry? {
    entries.first { $0.value != nil && $0.isNamed(key) }
  }

  /// The first value of a key in this block or in any block within it, in the order of the label.
  public func firstValue(of key: String) -> PDSValue? {
    for entry in entries {
      switch entry.content {
      case .value(let value): if entry.isNamed(key) { return value }
      case .block(let block): if let value = block.firstValue(of: key) { return value }
      }
    }
    return nil
  }

  /// All blocks of a name within this block, at any depth, in the order of the label.
  public func blocks(named name: String) -> [PDSBlock] {
    entries.compactMap(\.block).flatMap { block in
      (block.name == name ? [block] : []) + block.blocks(named: name)
    }
  }

  /// This block or the first within it that itself holds a key.
  func holder(of key: String) -> PDSBlock? {
    if entry(key) != nil { return self }
    for block in entries.compactMap(\.block) {
      if let holder = block.holder(of: key) { return holder }
    }
    return nil
  }
}
