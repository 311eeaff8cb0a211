import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Rows that several threads work on, each row following the one before by some columns.
///
/// A row is begun by whoever is free, in order, so that the row before is always done or in work:
/// nobody waits for a row that nobody works on, however few threads there are.
struct RowFront: Sendable {
  /// How far a row has come.
  final class Progress: Sendable {
    fileprivate let columns = Atomic(0)

    /// Waits until so many columns are done.
    func wait(for count: Int) {
      var turns = 0
      while columns.load(ordering: .acquiring) < count {
        turns += 1
        if turns > 64 { sched_yield() }
      }
    }

    /// Says that so many columns are done.
    func reach(_ count: Int) { columns.store(count, ordering: .releasing) }
  }

  private let rows: [Progress]
  private let threads: Int

  /// A front over so many rows.
  init(rows: Int, threads: Int) {
    self.rows = (0..<rows).map { _ in Progress() }
    self.threads = max(1, min(threads, rows))
  }

  /// Works on every row.
  ///
  /// - Parameter body: gets the number of a thread, a row, how far the row before it has come, and
  ///   where to say how far this one has.
  func run(
    _ body: @Sendable (_ worker: Int, _ row: Int, _ before: Progress?, _ own: Progress) -> Void
  ) {
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: threads) { worker in
      while true {
        let row = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if row >= rows.count { return }
        body(worker, row, row > 0 ? rows[row - 1] : nil, rows[row])
      }
    }
  }
}
