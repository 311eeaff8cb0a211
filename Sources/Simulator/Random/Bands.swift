import Dispatch
import Synchronization

/// Computes the rows of something on several threads.
///
/// Rows are computed in bands; which thread computed a band does not show in the answer.
///
/// - Parameters:
///   - rows: how many rows.
///   - height: rows of a band.
///   - threads: how many workers; 1 runs everything here.
///   - body: computes the values of some rows, in order.
/// - Returns: what the bands gave, in order.
func forEachBand<T: Sendable>(
  rows: Int, height: Int = 16, threads: Int, _ body: @escaping @Sendable (Range<Int>) -> T
) -> [T] {
  let bands = stride(from: 0, to: rows, by: height).map { $0..<min(rows, $0 + height) }
  let workers = min(threads, bands.count)
  if workers <= 1 { return bands.map(body) }
  let next = Atomic(0)
  let answers = Mutex([T?](repeating: nil, count: bands.count))
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= bands.count { return }
      let answer = body(bands[index])
      answers.withLock { $0[index] = answer }
    }
  }
  return answers.withLock { $0.compactMap { $0 } }
}
