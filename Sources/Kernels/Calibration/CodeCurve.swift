import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// From received codes to linear ones.
public struct CodeCurve: Sendable {
  /// The linear code of each received one.
  public let table: [UInt16]
  /// What squares of codes are multiplied by, where that gives the table.
  private let squareScale: Float?
  /// An entry for each code there is, so that none reads beyond the table; empty where codes are
  /// squared.
  private let whole: [UInt16]

  /// The curve of a companding.
  ///
  /// Square root: `round((2^linearBits − 1) · (code / (2^bits − 1))²)`, half rounded up.
  ///
  /// - Parameters:
  ///   - companding: how codes relate to light; a table has an entry for each code.
  ///   - bits: of a received code, 1 to 16.
  public init(_ companding: Companding, bits: Int) {
    let top = (1 << bits) - 1
    switch companding {
    case .linear:
      table = (0...top).map { UInt16($0) }
      squareScale = nil
    case .squareRoot(let linearBits):
      let full = (1 << linearBits) - 1
      let exact = (0...top).map { code in
        UInt16((full * code * code * 2 + top * top) / (2 * top * top))
      }
      table = exact
      let scale = Float(Double(full) / Double(top * top))
      let isExact = exact.enumerated().allSatisfy { code, linear in
        UInt16((Float(code) * Float(code)) * scale + 0.5) == linear
      }
      squareScale = isExact ? scale : nil
    case .table(let values, _):
      precondition(values.count == top + 1, "an entry for each code")
      table = values
      squareScale = nil
    }
    let rest = [UInt16](repeating: table[table.count - 1], count: 65536 - table.count)
    whole = squareScale == nil ? table + rest : []
  }

  /// The linear codes.
  ///
  /// - Parameters:
  ///   - codes: received codes; those that the curve does not have become its last entry.
  ///   - isa: the instruction set.
  /// - Returns: a plane of the same size.
  public func linear(
    _ codes: Plane<UInt16>, isa: InstructionSet = .active
  ) -> Plane<UInt16> {
    unsafe mapRows(codes) { _, source, width, target in
      unsafe write(source, width, target, isa)
    }
  }

  /// Writes the linear codes of a row.
  func write(
    _ codes: UnsafePointer<UInt16>, _ width: Int, _ target: UnsafeMutablePointer<UInt16>,
    _ isa: InstructionSet
  ) {
    if let squareScale {
      let square = unsafe isa.select(
        KernelsBaseline.squaredRow, KernelsAVX2.squaredRow, KernelsAVX512.squaredRow)
      return unsafe square(codes, width, UInt16(table.count - 1), squareScale, target)
    }
    let lookup = unsafe isa.select(
      KernelsBaseline.lookupRow, KernelsAVX2.lookupRow, KernelsAVX512.lookupRow)
    unsafe whole.withUnsafeBufferPointer { whole in
      guard let base = whole.baseAddress else { preconditionFailure("the table has entries") }
      unsafe lookup(codes, width, base, target)
    }
  }
}
