import KernelsAVX2
import KernelsAVX512
import KernelsBaseline

/// The kernels of sites for one instruction set.
struct SiteKernels {
  let rowEnergies: SiteKernel
  let columnEnergies: SiteKernel
  let eightBeside: SiteKernel
  let fiveHere: SiteKernel
  let rowDifference: SiteKernel
  let columnDifference: SiteKernel
  let rowChange: SiteKernel
  let columnChange: SiteKernel
  let sevenAround: SiteKernel
  let smoothedDifferences: SiteKernel
  let threeSquares: SiteKernel
  let fourSquares: SiteKernel
  let blendedGreen: SiteKernel
  let siteEnergies: SiteKernel
  let colorSlope: SiteKernel
  let interpolatedBeside: SiteKernel
  let colorAtOther: SiteKernel
  let colorsAtGreen: SiteKernel

  init(_ isa: InstructionSet) {
    func kernel(
      _ baseline: @escaping SiteKernel.Function, _ avx2: @escaping SiteKernel.Function,
      _ avx512: @escaping SiteKernel.Function
    ) -> SiteKernel {
      unsafe SiteKernel(function: isa.select(baseline, avx2, avx512))
    }
    unsafe rowEnergies = kernel(
      KernelsBaseline.rowEnergies, KernelsAVX2.rowEnergies, KernelsAVX512.rowEnergies)
    unsafe columnEnergies = kernel(
      KernelsBaseline.columnEnergies, KernelsAVX2.columnEnergies, KernelsAVX512.columnEnergies)
    unsafe eightBeside = kernel(
      KernelsBaseline.eightBeside, KernelsAVX2.eightBeside, KernelsAVX512.eightBeside)
    unsafe fiveHere = kernel(
      KernelsBaseline.fiveHere, KernelsAVX2.fiveHere, KernelsAVX512.fiveHere)
    unsafe rowDifference = kernel(
      KernelsBaseline.rowDifference, KernelsAVX2.rowDifference, KernelsAVX512.rowDifference)
    unsafe columnDifference = kernel(
      KernelsBaseline.columnDifference, KernelsAVX2.columnDifference, KernelsAVX512.columnDifference
    )
    unsafe rowChange = kernel(
      KernelsBaseline.rowChange, KernelsAVX2.rowChange, KernelsAVX512.rowChange)
    unsafe columnChange = kernel(
      KernelsBaseline.columnChange, KernelsAVX2.columnChange, KernelsAVX512.columnChange)
    unsafe sevenAround = kernel(
      KernelsBaseline.sevenAround, KernelsAVX2.sevenAround, KernelsAVX512.sevenAround)
    unsafe smoothedDifferences = kernel(
      KernelsBaseline.smoothedDifferences, KernelsAVX2.smoothedDifferences,
      KernelsAVX512.smoothedDifferences)
    unsafe threeSquares = kernel(
      KernelsBaseline.threeSquares, KernelsAVX2.threeSquares, KernelsAVX512.threeSquares)
    unsafe fourSquares = kernel(
      KernelsBaseline.fourSquares, KernelsAVX2.fourSquares, KernelsAVX512.fourSquares)
    unsafe blendedGreen = kernel(
      KernelsBaseline.blendedGreen, KernelsAVX2.blendedGreen, KernelsAVX512.blendedGreen)
    unsafe siteEnergies = kernel(
      KernelsBaseline.siteEnergies, KernelsAVX2.siteEnergies, KernelsAVX512.siteEnergies)
    unsafe colorSlope = kernel(
      KernelsBaseline.colorSlope, KernelsAVX2.colorSlope, KernelsAVX512.colorSlope)
    unsafe interpolatedBeside = kernel(
      KernelsBaseline.interpolatedBeside, KernelsAVX2.interpolatedBeside,
      KernelsAVX512.interpolatedBeside)
    unsafe colorAtOther = kernel(
      KernelsBaseline.colorAtOther, KernelsAVX2.colorAtOther, KernelsAVX512.colorAtOther)
    unsafe colorsAtGreen = kernel(
      KernelsBaseline.colorsAtGreen, KernelsAVX2.colorsAtGreen, KernelsAVX512.colorsAtGreen)
  }
}
