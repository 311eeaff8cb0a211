import Dispatch
import Synchronization

/// Calls `body` for every index, on several threads, and returns the answers in order.
///
/// Workers take the next index when they are free, so uneven work spreads evenly; which thread
/// computed an answer does not show in it.
///
/// - Parameters:
///   - count: how many answers.
///   - threads: how many workers; 1 runs everything here.
///   - body: computes one answer.
/// - Returns: `count` answers.
public func concurrentMap<T: Sendable>(
  count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> T
) -> [T] {
  let workers = min(threads, count)
  if workers <= 1 { return (0..<count).map(body) }
  let next = Atomic(0)
  let answers = Mutex([T?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= count { return }
      let answer = body(index)
      answers.withLock { $0[index] = answer }
    }
  }
  return answers.withLock { $0.compactMap { $0 } }
}
