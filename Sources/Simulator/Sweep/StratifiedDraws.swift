import ExactMath

/// Draws that cover every quantity evenly: an endless row of Latin hypercubes.
///
/// Of the 24 members of a block, each quantity has one in every 24th of its range, in an order of
/// its own. So any whole number of blocks is spread evenly over every quantity, and the member of a
/// number is the same however many are drawn.
///
/// Source: M. McKay, R. Beckman and W. Conover, "A Comparison of Three Methods for Selecting Values
/// of Input Variables" (Technometrics 21, 1979).
struct StratifiedDraws: Sendable {
  /// Members of a block.
  static let block = 24
  private let random: Philox
  private let number: Int
  private let stream: UInt32

  /// The draws of a member.
  ///
  /// - Parameters:
  ///   - random: where they come from.
  ///   - number: of the member, from 0 on.
  ///   - stream: for the draws of members, and the one behind it for the orders of blocks.
  init(_ random: Philox, number: Int, stream: UInt32 = Stream.sweep) {
    (self.random, self.number, self.stream) = (random, number, stream)
  }

  /// In which 24th of a quantity's range the member lies.
  func stratum(_ quantity: Int) -> Int {
    // Fisher and Yates' shuffle, by the draws of the block.
    var order = Array(0..<Self.block)
    for k in stride(from: Self.block - 1, to: 0, by: -1) {
      let draw = Philox.unit(bits(quantity, block: true, UInt32(k)))
      order.swapAt(k, Int(draw * Double(k + 1)))
    }
    return order[number % Self.block]
  }

  /// A number from 0 to 1, spread evenly over the members.
  func uniform(_ quantity: Int) -> Double {
    (Double(stratum(quantity)) + Philox.unit(bits(quantity, block: false, 0))) / Double(Self.block)
  }

  private func bits(_ quantity: Int, block isBlock: Bool, _ index: UInt32) -> UInt32 {
    random.bits(
      x: quantity, y: isBlock ? number / Self.block : number,
      stream: stream + (isBlock ? 1 : 0), index: index
    ).x
  }
}
