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

/// Keeps freed blocks for the next plane of the same size.
///
/// A fresh block of several megabytes costs one page fault per 4 KiB when it is first written;
/// a block that was used before costs none. What is kept is bounded; beyond it, blocks are freed.
final class MemoryPool: Sendable {
  static let shared = MemoryPool(keepAtMost: 192 << 20)
  static let alignment = 64
  private static let largePage = 2 << 20

  private struct Shelves {
    var blocks: [Int: [UInt]] = [:]
    var bytes = 0
  }

  private let shelves = Mutex(Shelves())
  private let capacity: Int

  init(keepAtMost capacity: Int) {
    self.capacity = capacity
  }

  /// The size of the block that serves `byteCount`, with 64 spare bytes for whole-vector reads.
  static func blockSize(for byteCount: Int) -> Int {
    let grain = byteCount > 1 << 20 ? 1 << 16 : 1 << 10
    return (byteCount + alignment + grain - 1) / grain * grain
  }

  func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
    let kept = shelves.withLock { shelves -> UInt? in
      guard let address = shelves.blocks[byteCount]?.popLast() else { return nil }
      shelves.bytes -= byteCount
      return address
    }
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

  func give(_ block: UnsafeMutableRawPointer, byteCount: Int) {
    let address = UInt(bitPattern: block)
    let isKept = shelves.withLock { shelves in
      guard shelves.bytes + byteCount <= capacity else { return false }
      shelves.blocks[byteCount, default: []].append(address)
      shelves.bytes += byteCount
      return true
    }
    if !isKept { unsafe block.deallocate() }
  }
}
