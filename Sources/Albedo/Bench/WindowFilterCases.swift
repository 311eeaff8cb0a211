import Kernels
import Raster
import Settings

extension BenchCase {
  /// Derivatives: 8-bit codes to 16-bit differences, and floats.
  static var gradients: [BenchCase] {
    let axis = ("axis", JSONValue.string("x"))
    let sobel = derivative("sobel", axis, { Gradient.sobel($0, axis: .x, in: $1) }) {
      Gradient.sobel($0, axis: .x, in: $1)
    }
    let scharr = derivative("scharr", axis, { Gradient.scharr($0, axis: .x, in: $1) }) {
      Gradient.scharr($0, axis: .x, in: $1)
    }
    let weights: [Double] = [0, 1, 0, 1, -4, 1, 0, 1, 0]
    let laplacian = derivative(
      "laplacian", ("weights", .array(weights.map { .number($0) })),
      { Gradient.laplacian($0, neighbours: .four, in: $1) },
      { Gradient.laplacian($0, neighbours: .four, in: $1) })
    return sobel + scharr + laplacian
  }

  private static func derivative(
    _ name: String, _ setting: (String, JSONValue),
    _ codes: @escaping @Sendable (Plane<UInt8>, FilterContext) -> Plane<Int16>,
    _ floats: @escaping @Sendable (Plane<Float>, FilterContext) -> Plane<Float>
  ) -> [BenchCase] {
    let fields = [("operation", .string(name)), setting]
    return [
      filterCase("conv.\(name).u8.i16", fields, products: 0, codes),
      filterCase("conv.\(name).f32", fields, products: 0, floats),
    ]
  }

  /// Filters that look at the pixels around each.
  static var windows: [BenchCase] {
    let medians = MedianSize.allCases.flatMap { size in
      cases(
        "conv.median.\(size.rawValue)",
        WindowBench(MedianFilter(size), "median", [("size", .integer(size.rawValue))]),
        kinds: [UInt8.self, UInt16.self])
    }
    let boxes = [5, 31].flatMap { size in
      cases(
        "conv.box.\(size)",
        WindowBench(BoxFilter(radius: size / 2), "box", [("radius", .integer(size / 2))]))
    }
    let bilateral =
      bilateral(sigmaRange: 25, of: UInt8.self) + bilateral(sigmaRange: 0.1, of: Float.self)
    let guided = cases(
      "conv.guided",
      WindowBench(
        GuidedFilter(radius: 4, epsilon: 0.01), "guided",
        [("radius", .integer(4)), ("epsilon", .number(0.01))]), kinds: [Float.self])
    return medians + boxes + bilateral + guided
  }

  private static func bilateral(
    sigmaRange: Double, of kind: any FilterSample.Type
  ) -> [BenchCase] {
    // Of each of 49 pixels in the circle: three products for the exponent, four for its power of
    // two, one with the pixel.
    cases(
      "conv.bilateral",
      WindowBench(
        BilateralFilter(radius: 4, sigmaSpace: 3, sigmaRange: sigmaRange), "bilateral",
        [
          ("radius", .integer(4)), ("sigmaSpace", .number(3)), ("sigmaRange", .number(sigmaRange)),
        ], products: 49 * 8), kinds: [kind])
  }

  /// Half the size.
  static var pyramids: [BenchCase] {
    let fields: [(String, JSONValue)] = [("operation", .string("pyramid-down"))]
    return [
      filterCase("conv.pyramid-down.u8", fields, products: 0) {
        (plane: Plane<UInt8>, context) in Pyramid.down(plane, in: context)
      },
      filterCase("conv.pyramid-down.u16", fields, products: 0) {
        (plane: Plane<UInt16>, context) in Pyramid.down(plane, in: context)
      },
      filterCase("conv.pyramid-down.f32", fields, products: 0) {
        (plane: Plane<Float>, context) in Pyramid.down(plane, in: context)
      },
    ]
  }
}

/// Any filter of planes.
private struct WindowBench<F: PlaneFilter>: BenchFilter {
  let filter: F
  let fields: [(String, JSONValue)]
  let products: Double

  init(_ filter: F, _ operation: String, _ fields: [(String, JSONValue)], products: Double = 0) {
    self.filter = filter
    self.fields = [("operation", .string(operation))] + fields
    self.products = products
  }

  func products<S: FilterSample>(of type: S.Type) -> Double { products }
  func applied<S: FilterSample>(to plane: Plane<S>, _ context: FilterContext) -> Plane<S> {
    filter.applied(to: plane, in: context)
  }
}
