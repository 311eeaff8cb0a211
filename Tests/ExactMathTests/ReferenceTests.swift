import ExactMath
import Testing

@Suite("Errors against references of high precision")
struct ReferenceTests {
  @Test("Each function keeps the error that it states", arguments: Promise.all)
  func keepsBound(promise: Promise) throws {
    let reference = try Reference(promise.name)
    #expect(reference.values.count >= promise.count)
    for value in reference.values {
      let result = promise.function(value.arguments)
      let error = value.error(of: result)
      let isSubnormal = value.nearest.magnitude < 0x1p-1022
      let bound = isSubnormal ? promise.subnormalBound : promise.bound
      #expect(
        error <= bound,
        "\(promise.name)\(value.arguments) is \(result), not \(value.nearest): \(error) ulp")
    }
  }

  @Test("The table notices a result that is one unit off", arguments: Promise.all)
  func noticesUnit(promise: Promise) throws {
    for value in try Reference(promise.name).values where value.nearest.isFinite {
      let off = value.rest > 0 ? value.nearest.nextDown : value.nearest.nextUp
      if off.isFinite { #expect(value.error(of: off) >= 0.999 || off.ulp < value.nearest.ulp) }
    }
  }
}
