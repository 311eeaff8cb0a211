import KernelsAVX2
import KernelsAVX512
import KernelsBaseline

/// The kernels of sites for one instruction set.
struct SiteKernels {
  let rowEnergies: SiteKernel
  let columnEnergies: SiteKernel
  let fourBeside: SiteKernel
  let eightBeside: SiteKernel
  let threeHere: SiteKernel
  let fiveHere: SiteKernel
  let rowDifference3: SiteKernel
  let rowDifference5: SiteKernel
  let columnDifference4: SiteKernel
  let columnDifference8: SiteKernel
  let rowChange: SiteKernel
  let columnChange: SiteKernel
  let fiveAround: SiteKernel
  let sevenAround: SiteKernel
  let weighedGreen: SiteKernel
  let smoothedDifferences: SiteKernel
  let threeSquares: SiteKernel
  let fourSquares: SiteKernel
  let blendedGreen: SiteKernel
  let siteEnergies: SiteKernel
  let colorSlope: SiteKernel
  let interpolatedBeside: SiteKernel
  let colorAtOther: SiteKernel
  let colorsAtGreen: SiteKernel
  let rowHamilton: SiteKernel
  let columnHamilton: SiteKernel
  let greenFrom: SiteKernel
  let sumOfTwo: SiteKernel
  let meanOfDiagonals: SiteKernel
  let colorsFromCross: SiteKernel
  let colorsFromPairs: SiteKernel
  let rowLowPass: SiteKernel
  let columnLowPass: SiteKernel
  let rowEstimate: SiteKernel
  let columnEstimate: SiteKernel
  let combinedGreen: SiteKernel
  let decidedGreen: SiteKernel
  let decidedOther: SiteKernel
  let refinedGreen: SiteKernel
  let refinedOther: SiteKernel

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
    unsafe fourBeside = kernel(
      KernelsBaseline.fourBeside, KernelsAVX2.fourBeside, KernelsAVX512.fourBeside)
    unsafe eightBeside = kernel(
      KernelsBaseline.eightBeside, KernelsAVX2.eightBeside, KernelsAVX512.eightBeside)
    unsafe threeHere = kernel(
      KernelsBaseline.threeHere, KernelsAVX2.threeHere, KernelsAVX512.threeHere)
    unsafe fiveHere = kernel(
      KernelsBaseline.fiveHere, KernelsAVX2.fiveHere, KernelsAVX512.fiveHere)
    unsafe rowDifference3 = kernel(
      KernelsBaseline.rowDifference3, KernelsAVX2.rowDifference3, KernelsAVX512.rowDifference3)
    unsafe rowDifference5 = kernel(
      KernelsBaseline.rowDifference5, KernelsAVX2.rowDifference5, KernelsAVX512.rowDifference5)
    unsafe columnDifference4 = kernel(
      KernelsBaseline.columnDifference4, KernelsAVX2.columnDifference4,
      KernelsAVX512.columnDifference4)
    unsafe columnDifference8 = kernel(
      KernelsBaseline.columnDifference8, KernelsAVX2.columnDifference8,
      KernelsAVX512.columnDifference8)
    unsafe rowChange = kernel(
      KernelsBaseline.rowChange, KernelsAVX2.rowChange, KernelsAVX512.rowChange)
    unsafe columnChange = kernel(
      KernelsBaseline.columnChange, KernelsAVX2.columnChange, KernelsAVX512.columnChange)
    unsafe fiveAround = kernel(
      KernelsBaseline.fiveAround, KernelsAVX2.fiveAround, KernelsAVX512.fiveAround)
    unsafe sevenAround = kernel(
      KernelsBaseline.sevenAround, KernelsAVX2.sevenAround, KernelsAVX512.sevenAround)
    unsafe weighedGreen = kernel(
      KernelsBaseline.weighedGreen, KernelsAVX2.weighedGreen, KernelsAVX512.weighedGreen)
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
    unsafe rowHamilton = kernel(
      KernelsBaseline.rowHamilton, KernelsAVX2.rowHamilton, KernelsAVX512.rowHamilton)
    unsafe columnHamilton = kernel(
      KernelsBaseline.columnHamilton, KernelsAVX2.columnHamilton, KernelsAVX512.columnHamilton)
    unsafe greenFrom = kernel(
      KernelsBaseline.greenFrom, KernelsAVX2.greenFrom, KernelsAVX512.greenFrom)
    unsafe sumOfTwo = kernel(
      KernelsBaseline.sumOfTwo, KernelsAVX2.sumOfTwo, KernelsAVX512.sumOfTwo)
    unsafe meanOfDiagonals = kernel(
      KernelsBaseline.meanOfDiagonals, KernelsAVX2.meanOfDiagonals, KernelsAVX512.meanOfDiagonals)
    unsafe colorsFromCross = kernel(
      KernelsBaseline.colorsFromCross, KernelsAVX2.colorsFromCross, KernelsAVX512.colorsFromCross)
    unsafe colorsFromPairs = kernel(
      KernelsBaseline.colorsFromPairs, KernelsAVX2.colorsFromPairs, KernelsAVX512.colorsFromPairs)
    unsafe rowLowPass = kernel(
      KernelsBaseline.rowLowPass, KernelsAVX2.rowLowPass, KernelsAVX512.rowLowPass)
    unsafe columnLowPass = kernel(
      KernelsBaseline.columnLowPass, KernelsAVX2.columnLowPass, KernelsAVX512.columnLowPass)
    unsafe rowEstimate = kernel(
      KernelsBaseline.rowEstimate, KernelsAVX2.rowEstimate, KernelsAVX512.rowEstimate)
    unsafe columnEstimate = kernel(
      KernelsBaseline.columnEstimate, KernelsAVX2.columnEstimate, KernelsAVX512.columnEstimate)
    unsafe combinedGreen = kernel(
      KernelsBaseline.combinedGreen, KernelsAVX2.combinedGreen, KernelsAVX512.combinedGreen)
    unsafe decidedGreen = kernel(
      KernelsBaseline.decidedGreen, KernelsAVX2.decidedGreen, KernelsAVX512.decidedGreen)
    unsafe decidedOther = kernel(
      KernelsBaseline.decidedOther, KernelsAVX2.decidedOther, KernelsAVX512.decidedOther)
    unsafe refinedGreen = kernel(
      KernelsBaseline.refinedGreen, KernelsAVX2.refinedGreen, KernelsAVX512.refinedGreen)
    unsafe refinedOther = kernel(
      KernelsBaseline.refinedOther, KernelsAVX2.refinedOther, KernelsAVX512.refinedOther)
  }
}
