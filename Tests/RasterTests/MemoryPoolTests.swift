import Testing

@testable import Raster

@Suite struct MemoryPoolTests {
  @Test func theBlocksUnusedForLongestAreFreedFirst() {
    let pool = MemoryPool(keepAtMost: 3 << 20)
    let megabyte = 1 << 20
    let old = unsafe pool.take(megabyte)
    let middle = unsafe pool.take(megabyte + 1024)
    let new = unsafe pool.take(megabyte - 1024)
    unsafe pool.give(old, byteCount: megabyte)
    unsafe pool.give(middle, byteCount: megabyte + 1024)
    unsafe pool.give(new, byteCount: megabyte - 1024)
    #expect(pool.keptSizes == [megabyte - 1024, megabyte, megabyte + 1024])
    // A block of another size has room: what was given first has gone.
    let other = unsafe pool.take(megabyte / 2)
    unsafe pool.give(other, byteCount: megabyte / 2)
    #expect(pool.keptSizes == [megabyte / 2, megabyte - 1024, megabyte + 1024])
    #expect(unsafe pool.take(megabyte / 2) == other)
    // What was taken is no longer kept, and what is too large never is.
    #expect(pool.keptSizes == [megabyte - 1024, megabyte + 1024])
    let huge = unsafe pool.take(4 << 20)
    unsafe pool.give(huge, byteCount: 4 << 20)
    #expect(pool.keptSizes == [megabyte - 1024, megabyte + 1024])
    unsafe other.deallocate()
  }

  @Test(arguments: [1, 63, 64, 1920, 2048, 4096, 8192, 4095])
  func rowsDoNotLieAPowerOfTwoApart(width: Int) {
    func check<S: Sample>(_ type: S.Type) {
      let stride = PlaneBuilder<S>(size: Size(width, 2)).stride * MemoryLayout<S>.stride
      #expect(stride % 64 == 0 && stride >= width * MemoryLayout<S>.stride)
      #expect(stride % 2048 != 0)
    }
    check(UInt8.self)
    check(UInt16.self)
    check(Float.self)
  }
}
