import Diagnostics
import Files
import Raster
import Settings

/// What a case does, its input made.
public struct BenchWork: Sendable {
  /// Pixels of the input.
  let pixels: Int
  /// Bytes that must be read and written at least.
  let bytes: Int
  /// Products that must be computed at least, counted in lanes of 32 bits.
  let products: Double
  /// Does it.
  let run: @Sendable (_ threads: Int) throws(Failure) -> BenchOutcome
  /// The work as other programs can repeat it; nil where that makes no sense.
  var recipe: BenchRecipe?
}

/// What one run of a case computed.
struct BenchOutcome: Sendable {
  /// The digest of it.
  let digest: @Sendable () -> Digest
  /// The samples, row by row, least significant byte first.
  let samples: @Sendable () -> [UInt8]
  /// What the description says of it, where it does not follow from the input.
  var fields: [(String, JSONValue)] = []
}

/// A case as other programs can repeat it.
struct BenchRecipe: Sendable {
  /// What is computed, from which sizes, types and weights.
  let description: JSONValue
  /// The samples of the input, row by row, least significant byte first.
  let input: @Sendable () -> [UInt8]
}

extension BenchOutcome {
  /// A plane.
  init<S: Sample>(_ plane: Plane<S>) {
    samples = {
      var bytes: [UInt8] = []
      plane.forEachRowOfBytes { bytes += $0 }
      return bytes
    }
    digest = {
      var digester = Digester()
      digester.update(Array("\(S.self) \(plane.size)\n".utf8))
      plane.forEachRowOfBytes { digester.update($0) }
      return digester.finish()
    }
  }
}
