import Dispatch
import Foundation
import Synchronization

/// Notes that somebody asked the program to stop, so that it can do so between two items.
///
/// Asked a second time, or two seconds later, the program ends at once: what calls it may kill it
/// soon after, and nothing that it writes can be torn.
final class Interruption {
  /// Which signal came.
  final class Flag: Sendable {
    private let received = Atomic<Int32>(0)

    /// The signal that came, or nil.
    var signal: Int32? {
      let number = received.load(ordering: .relaxed)
      return number == 0 ? nil : number
    }

    fileprivate func note(_ number: Int32) {
      if received.exchange(number, ordering: .relaxed) != 0 { exit(128 + number) }
      DispatchQueue.global().asyncAfter(deadline: .now() + 2) { exit(128 + number) }
    }
  }

  /// Which signal came.
  let flag = Flag()
  private var sources: [any DispatchSourceSignal] = []

  /// Listens from now on.
  init() {
    for number in [SIGINT, SIGTERM] {
      Foundation.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [flag] in flag.note(number) }
      source.resume()
      sources.append(source)
    }
  }
}
