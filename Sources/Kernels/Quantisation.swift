import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// A tone curve as a table, ready for one depth.
public enum ToneTable: Sendable {
  /// Codes of 8 bits; the nearest entry counts.
  case eight(ToneCodes)
  /// Codes of 16 bits at equal steps, joined by straight lines; 2 to 65536.
  case sixteen([Float])
}

/// Floats to codes.
public enum Quantisation {
  /// Applies a tone curve to `(light − offset) · scale`, limited to 0…1.
  ///
  /// - Parameters:
  ///   - light: a plane of floats; what is not a number counts as 0.
  ///   - tone: the curve.
  ///   - offset: the light that becomes 0.
  ///   - scale: what one unit of light is of the curve's range.
  ///   - isa: the instruction set.
  /// - Returns: codes of 8 bits.
  public static func tone8(
    _ light: Plane<Float>, by tone: ToneCodes, offset: Float = 0, scale: Float = 1,
    isa: InstructionSet = .active
  ) -> Plane<UInt8> {
    tone8(light, tone, parabolas: tone.parabolas(for: isa), offset: offset, scale: scale, isa: isa)
  }

  /// The same, whether parabolas are computed or, where there are none, a table is read.
  static func tone8(
    _ light: Plane<Float>, _ tone: ToneCodes, parabolas: [Float], offset: Float, scale: Float,
    isa: InstructionSet
  ) -> Plane<UInt8> {
    let reading = unsafe isa.select(
      KernelsBaseline.toneRow8, KernelsAVX2.toneRow8, KernelsAVX512.toneRow8)
    let computing = unsafe isa.select(
      KernelsBaseline.toneParabolaRow8, KernelsAVX2.toneParabolaRow8, KernelsAVX512.toneParabolaRow8
    )
    let entries = PlaneBuilder<UInt16>(size: Size(light.width, 1))
    return unsafe tone.entries.withUnsafeBufferPointer { table in
      unsafe parabolas.withUnsafeBufferPointer { parabolas in
        guard let table = table.baseAddress else { preconditionFailure("the table has entries") }
        return unsafe mapRows(light) { _, source, width, target in
          if let first = parabolas.baseAddress, !parabolas.isEmpty {
            unsafe computing(source, width, offset, scale, first, target)
          } else {
            unsafe reading(source, width, offset, scale, table, entries.base, target)
          }
        }
      }
    }
  }

  /// As ``tone8(_:by:offset:scale:isa:)``, to 16 bits, along straight lines between entries.
  ///
  /// - Parameters:
  ///   - light: a plane of floats; what is not a number counts as 0.
  ///   - table: the curve at equal steps, in codes; 2 to 65536 entries.
  ///   - offset: the light that becomes 0.
  ///   - scale: what one unit of light is of the curve's range.
  ///   - isa: the instruction set.
  /// - Returns: codes of 16 bits.
  public static func tone16(
    _ light: Plane<Float>, table: [Float], offset: Float = 0, scale: Float = 1,
    isa: InstructionSet = .active
  ) -> Plane<UInt16> {
    precondition((2...65536).contains(table.count), "a table of 2 to 65536 entries")
    precondition(table.allSatisfy { $0 >= 0 && $0 <= 65535 }, "entries are codes of 16 bits")
    let kernel = unsafe isa.select(
      KernelsBaseline.toneRow16, KernelsAVX2.toneRow16, KernelsAVX512.toneRow16)
    let steps = Float(table.count - 1)
    let padded = table + [table[table.count - 1]]
    let entries = PlaneBuilder<UInt16>(size: Size(light.width, 1))
    let fractions = PlaneBuilder<Float>(size: Size(light.width, 1))
    let ends = PlaneBuilder<Float>(size: Size(2 * light.width, 1))
    return unsafe padded.withUnsafeBufferPointer { table in
      guard let base = table.baseAddress else { preconditionFailure("the table has entries") }
      return unsafe mapRows(light) { _, source, width, target in
        unsafe kernel(
          source, width, offset, scale, base, steps, entries.base, fractions.base, ends.base,
          target)
      }
    }
  }

  /// Codes of at most 16 bits: `value · scale + offset`, limited to `0…largest`, half rounded up.
  ///
  /// - Parameters:
  ///   - plane: floats; what is not a number becomes code 0.
  ///   - scale: codes a unit.
  ///   - offset: the code of 0.
  ///   - largest: the largest code.
  ///   - isa: the instruction set.
  /// - Returns: a plane of codes.
  public static func codes16(
    _ plane: Plane<Float>, scale: Float, offset: Float = 0, largest: UInt16,
    isa: InstructionSet = .active
  ) -> Plane<UInt16> {
    let kernel = unsafe isa.select(
      KernelsBaseline.quantisedRow16, KernelsAVX2.quantisedRow16, KernelsAVX512.quantisedRow16)
    return unsafe mapRows(plane) { _, source, width, target in
      unsafe kernel(source, width, scale, offset, Float(largest), target)
    }
  }

  /// Codes of 8 bits, by the same rule.
  ///
  /// - Parameters:
  ///   - plane: floats; what is not a number becomes code 0.
  ///   - scale: codes a unit.
  ///   - offset: the code of 0.
  ///   - largest: the largest code.
  ///   - isa: the instruction set.
  /// - Returns: a plane of codes.
  public static func codes8(
    _ plane: Plane<Float>, scale: Float, offset: Float = 0, largest: UInt8,
    isa: InstructionSet = .active
  ) -> Plane<UInt8> {
    let kernel = unsafe isa.select(
      KernelsBaseline.quantisedRow8, KernelsAVX2.quantisedRow8, KernelsAVX512.quantisedRow8)
    return unsafe mapRows(plane) { _, source, width, target in
      unsafe kernel(source, width, scale, offset, Float(largest), target)
    }
  }
}
