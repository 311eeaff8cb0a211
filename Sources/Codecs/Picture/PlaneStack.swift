import Raster

/// Planes under construction, one a channel, written row by row from interleaved memory.
///
/// Plane builders cannot be kept in an array, so the planes are finished at once and written
/// through their addresses; nobody sees them before ``planes`` is asked for, after the last write.
@safe struct PlaneStack<S: Sample> {
  let size: Size
  let planes: [Plane<S>]
  private let bases: [UnsafeMutablePointer<S>]
  private let stride: Int

  init(size: Size, count: Int) {
    self.size = size
    var planes: [Plane<S>] = []
    var bases: [UnsafeMutablePointer<S>] = unsafe []
    var stride = 0
    for _ in 0..<count {
      let builder = PlaneBuilder<S>(size: size)
      stride = builder.stride
      unsafe bases.append(builder.base)
      planes.append(builder.finish())
    }
    self.planes = planes
    unsafe self.bases = bases
    self.stride = stride
  }

  var count: Int { planes.count }

  /// The address of row `y` of plane `index`.
  func row(_ y: Int, of index: Int) -> UnsafeMutablePointer<S> {
    precondition(y >= 0 && y < size.height, "row out of range")
    return unsafe bases[index] + y * stride
  }

  /// Sets all rows from `first` on to `value`.
  func fill(rowsFrom first: Int, with value: S) {
    for index in 0..<count {
      for y in first..<max(first, size.height) {
        unsafe row(y, of: index).update(repeating: value, count: size.width)
      }
    }
  }
}
