import Raster

/// Weights as kernels read them: each fills 64 bytes, as many as the widest register.
@safe struct WeightTable<N: Sample>: Sendable {
  /// How many weights.
  let count: Int
  private let table: Plane<N>

  /// A table of weights.
  init(_ weights: [N]) {
    count = weights.count
    table = Plane(size: Size(64 / MemoryLayout<N>.stride, weights.count)) { k, row in
      row.update(repeating: weights[k])
    }
  }

  /// The first weight; the next ones follow at every 64 bytes.
  var base: UnsafePointer<N> { unsafe table.base }
}
