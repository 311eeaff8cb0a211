import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A block of 64-byte aligned memory that a plane owns; goes back to the pool when nobody needs it.
@safe @usableFromInline final class SampleMemory: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutableRawPointer
  let byteCount: Int

  init(byteCount: Int) {
    self.byteCount = MemoryPool.blockSize(for: byteCount)
    unsafe base = MemoryPool.shared.take(self.byteCount)
  }

  deinit { unsafe MemoryPool.shared.give(base, byteCount: byteCount) }
}

/// The memory of planes that nobody needs any longer.
public enum UnusedMemory {
  /// Gives it back to the system: between two parts of a work that need planes of other sizes.
  public static func free() { MemoryPool.shared.empty() }
}

/// Keeps freed blocks for the next plane of the same size.
///
/// A fresh block of several megabytes costs one page fault per 4 KiB when it is first written;
/// a block that was used before costs none. What is kept is bounded: the blocks that lay unused for
/// longest are freed first.
final class MemoryPool: Sendable {
  static let shared = MemoryPool(keepAtMost: 320 << 20)
  static let alignment = 64
  private static let largePage = 2 << 20

  private struct Block {
    let address: UInt
    /// How many blocks were given before it.
    let age: Int
  }

  private struct Shelves {
    /// Blocks by their size, the one given last at the end.
    private(set) var blocks: [Int: [Block]] = [:]
    private var bytes = 0
    private var given = 0

    mutating func take(_ byteCount: Int) -> UInt? {
      guard let block = blocks[byteCount]?.popLast() else { return nil }
      bytes -= byteCount
      return block.address
    }

    /// Hands out all blocks.
    mutating func empty() -> [UInt] {
      let addresses = blocks.values.flatMap { $0.map(\.address) }
      (blocks, bytes) = ([:], 0)
      return addresses
    }

    /// Puts a block away, and says which blocks are to be freed for it.
    mutating func give(_ address: UInt, _ byteCount: Int, capacity: Int) -> [UInt] {
      guard byteCount <= capacity else { return [address] }
      var freed: [UInt] = []
      while bytes + byteCount > capacity {
        let oldest = blocks.filter { !$0.value.isEmpty }.min { $0.value[0].age < $1.value[0].age }
        guard let oldest else { break }
        freed.append(oldest.value[0].address)
        blocks[oldest.key]?.removeFirst()
        bytes -= oldest.key
      }
      blocks[byteCount, default: []].append(Block(address: address, age: given))
      given += 1
      bytes += byteCount
      return freed
    }
  }

  private let shelves = Mutex(Shelves())
  private let capacity: Int

  init(keepAtMost capacity: Int) {
    self.capacity = capacity
  }

  /// The sizes of the blocks that are kept, in order.
  var keptSizes: [Int] {
    shelves.withLock { $0.blocks.flatMap { size, blocks in blocks.map { _ in size } } }.sorted()
  }

  /// The size of the block that serves `byteCount`, with 64 spare bytes for whole-vector reads.
  ///
  /// Sizes come in steps of a sixteenth to a thirty-second, so that planes of about one size share
  /// blocks: parts of a picture differ by some rows.
  static func blockSize(for byteCount: Int) -> Int {
    let needed = byteCount + alignment
    let power = 1 << (Int.bitWidth - 1 - needed.leadingZeroBitCount)
    let grain = max(1 << 10, power / 32)
    return (needed + grain - 1) / grain * grain
  }

  func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
    let kept = shelves.withLock { $0.take(byteCount) }
    if let kept, let block = unsafe UnsafeMutableRawPointer(bitPattern: kept) {
      return unsafe block
    }
    return unsafe allocated(byteCount)
  }

  /// A fresh block; where the system has large pages, a large block lies in them.
  ///
  /// A picture of HD in floats spans 2025 pages of 4 KiB, more than a processor remembers the
  /// places of, and filters walk over many rows at once.
  private func allocated(_ byteCount: Int) -> UnsafeMutableRawPointer {
    guard byteCount > 1 << 20 else {
      return .allocate(byteCount: byteCount, alignment: Self.alignment)
    }
    let block = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: Self.largePage)
    #if canImport(Glibc)
      // Advice only: where it is not taken, all is as before.
      _ = unsafe madvise(block, byteCount, MADV_HUGEPAGE)
    #endif
    return unsafe block
  }

  /// Frees the blocks that are kept.
  func empty() {
    for address in shelves.withLock({ $0.empty() }) {
      unsafe UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
    }
  }

  func give(_ block: UnsafeMutableRawPointer, byteCount: Int) {
    let address = UInt(bitPattern: block)
    let freed = shelves.withLock { $0.give(address, byteCount, capacity: capacity) }
    for address in freed { unsafe UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }
  }
}
