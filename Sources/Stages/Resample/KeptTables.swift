import Kernels
import Synchronization

/// Tables of maps that frames have in common.
enum KeptTables {
  /// What decides a table.
  typealias Key = Hashable & Sendable

  /// How many are kept, those used last; each takes one to four bytes a pixel.
  private static let most = 8
  private static let kept = Mutex<[(key: any Key, table: ResampleTable)]>([])

  /// The table of a map; others who ask meanwhile wait for it.
  ///
  /// - Parameters:
  ///   - key: everything that decides it.
  ///   - make: makes it where it is not kept.
  /// - Returns: the table.
  static func table<K: Key>(for key: K, make: () -> ResampleTable) -> ResampleTable {
    kept.withLock { kept in
      if let index = kept.firstIndex(where: { $0.key as? K == key }) {
        let known = kept.remove(at: index)
        kept.append(known)
        return known.table
      }
      let table = make()
      kept.append((key, table))
      if kept.count > most { kept.removeFirst() }
      return table
    }
  }
}
