/// Lends out rows of memory for one call of a kernel.
///
/// - Parameters:
///   - type: of the samples.
///   - rows: how many rows.
///   - count: samples that must fit each; one register more fits too.
///   - body: gets the rows, their samples undefined.
@inline(__always)
func withScratchRows<T: BitwiseCopyable>(
  of type: T.Type, _ rows: Int, count: Int,
  _ body: (UnsafePointer<UnsafeMutablePointer<T>>) -> Void
) {
  let room = (count + 127) / 64 * 64
  unsafe withUnsafeTemporaryAllocation(of: T.self, capacity: rows * room) { samples in
    unsafe withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<T>.self, capacity: rows) {
      guard let base = samples.baseAddress, let first = $0.baseAddress else { return }
      for row in 0..<rows { unsafe first[row] = base + row * room }
      unsafe body(first)
    }
  }
}
