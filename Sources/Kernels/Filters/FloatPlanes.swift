import Raster

extension Plane where S: FilterSample {
  /// The samples as floats: the plane itself where it holds floats.
  func floats(_ isa: InstructionSet) -> Plane<Float> {
    if let floats = self as? Plane<Float> { return floats }
    guard let widen = S.kernels(isa).floats else { preconditionFailure("codes can be widened") }
    return unsafe mapRows(self) { _, source, width, target in
      unsafe widen.run(source, width, target)
    }
  }

  /// The samples nearest to floats: the floats themselves where the plane holds floats.
  static func nearest(to floats: Plane<Float>, _ isa: InstructionSet) -> Plane<S> {
    if let same = floats as? Plane<S> { return same }
    guard let narrow = S.kernels(isa).nearest else { preconditionFailure("codes can be made") }
    return unsafe mapRows(floats) { _, source, width, target in
      unsafe narrow.run(source, width, target)
    }
  }

  /// The plane with a sample in place of every one that is marked.
  func blanked(
    where marks: Plane<UInt8>, by blank: S = S(nearest: 0), _ isa: InstructionSet
  ) -> Plane<S> {
    let kernel = unsafe S.kernels(isa).blanked
    return unsafe mapRows(self, marks) { source, marks, width, target in
      unsafe kernel(source, marks, blank, width, target)
    }
  }
}

extension SampleKernels {
  /// A row of samples as floats: in place where they are floats, else in the scratch memory.
  func floats(
    _ row: UnsafePointer<S>, _ count: Int, _ scratch: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float> {
    guard let floats else {
      return unsafe UnsafeRawPointer(row).assumingMemoryBound(to: Float.self)
    }
    unsafe floats.run(row, count, scratch)
    return unsafe UnsafePointer(scratch)
  }

  /// Writes floats as the nearest samples.
  func write(
    _ floats: UnsafePointer<Float>, _ count: Int, _ target: UnsafeMutablePointer<S>
  ) {
    if let nearest {
      unsafe nearest.run(floats, count, target)
    } else {
      let target = unsafe UnsafeMutableRawPointer(target).assumingMemoryBound(to: Float.self)
      unsafe target.update(from: floats, count: count)
    }
  }
}
