import Raster

/// Memory for the intermediate numbers of a kernel; what is in it at first is undefined.
@safe final class Scratch<Value: Sample>: @unchecked Sendable {
  /// The first number; 64 bytes behind the last may be touched.
  let base: UnsafeMutablePointer<Value>
  /// How many there are.
  let count: Int
  private let memory: PlaneBuilder<Value>

  /// Room for so many numbers.
  init(_ count: Int) {
    memory = PlaneBuilder(size: Size(count, 1))
    unsafe base = memory.base
    self.count = count
  }

  /// Room for so many numbers, all the same.
  convenience init(_ count: Int, repeating value: Value) {
    self.init(count)
    unsafe base.update(repeating: value, count: count)
  }
}

/// A few places in memory that a kernel is told together.
@safe final class Places<Value>: @unchecked Sendable {
  /// The first place.
  let base: UnsafeMutablePointer<UnsafeMutablePointer<Value>>
  private let count: Int

  /// A list of places.
  init(_ places: [UnsafeMutablePointer<Value>]) {
    count = unsafe places.count
    unsafe base = .allocate(capacity: count)
    unsafe base.initialize(from: places, count: count)
  }

  deinit { unsafe base.deallocate() }
}
