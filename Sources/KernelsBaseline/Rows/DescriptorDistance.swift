/// Squared distances of one descriptor from many.
///
/// `|a − b|² = |a|² + |b|² − 2 a·b`, with products of pairs of 16-bit integers: those of sixteen
/// descriptors lie side by side, so that no register has to be summed up. All is exact.
///
/// - Parameters:
///   - pairs: 64 pairs of codes of 0…255 in 16 bits each: one descriptor.
///   - square: its length squared.
///   - blocks: descriptors in blocks of sixteen: 64 times sixteen pairs, of each one.
///   - squares: their lengths squared, sixteen to a block.
///   - count: blocks.
///   - distances: gets sixteen integers a block.
public func descriptorDistances(
  _ pairs: UnsafePointer<Int32>, _ square: Int32, _ blocks: UnsafePointer<Int32>,
  _ squares: UnsafePointer<Int32>, _ count: Int, _ distances: UnsafeMutablePointer<Int32>
) {
  for block in 0..<count {
    let first = unsafe UnsafeRawPointer(blocks + block * 1024)
    var lane = 0
    while lane < 16 {
      let none = IntLanes(repeating: 0)
      var (even, odd) = (none, none)
      var pair = 0
      while pair < 64 {
        let place = unsafe first + (pair * 16 + lane) * 4
        let (a, b) = unsafe (
          place.loadUnaligned(as: IntLanes.self), (place + 64).loadUnaligned(as: IntLanes.self)
        )
        unsafe even = even &+ pairProducts(IntLanes(repeating: pairs[pair]), a)
        unsafe odd = odd &+ pairProducts(IntLanes(repeating: pairs[pair + 1]), b)
        pair += 2
      }
      let at = block * 16 + lane
      let lengths = unsafe UnsafeRawPointer(squares + at).loadUnaligned(as: IntLanes.self)
      let product = even &+ odd
      let distance = lengths &+ IntLanes(repeating: square) &- (product &+ product)
      unsafe UnsafeMutableRawPointer(distances + at).storeBytes(of: distance, as: IntLanes.self)
      lane += IntLanes.scalarCount
    }
  }
}
