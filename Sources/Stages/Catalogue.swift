import Pipeline

extension StageCatalogue {
  /// All stages of this package, in the order of the data flow.
  public static let standard = StageCatalogue([
    Decode.self,
    Decompand.self,
    BlackLevel.self,
    Dark.self,
    Flat.self,
    VignettingStage.self,
    BadPixels.self,
    Denoise.self,
    ExposureStage.self,
    DebayerStage.self,
    WhiteBalance.self,
    ColorMatrix.self,
    Convolve.self,
    GaussianStage.self,
    BoxStage.self,
    UnsharpStage.self,
    MedianStage.self,
    BilateralStage.self,
    GuidedStage.self,
    SobelStage.self,
    LaplacianStage.self,
    PyramidStage.self,
    Crop.self,
    Undistort.self,
    Rectify.self,
    Remap.self,
    Match.self,
    Triangulate.self,
    Tone.self,
    QualityStage.self,
    Encode.self,
  ])
}
