/// A coefficient of a lens by its name.
public enum LensCoefficient: String, Sendable, CaseIterable {
  /// The radial ones.
  case k1, k2, k3, k4, k5, k6
  /// The tangential ones.
  case p1, p2
}

extension LensDistortion {
  /// The coefficient of a name.
  public subscript(_ coefficient: LensCoefficient) -> Double {
    get { self[keyPath: Self.path(coefficient)] }
    set { self[keyPath: Self.path(coefficient)] = newValue }
  }

  private static func path(
    _ coefficient: LensCoefficient
  ) -> WritableKeyPath<LensDistortion, Double> {
    switch coefficient {
    case .k1: \.k1
    case .k2: \.k2
    case .k3: \.k3
    case .k4: \.k4
    case .k5: \.k5
    case .k6: \.k6
    case .p1: \.p1
    case .p2: \.p2
    }
  }

  /// The coefficients that are not 0.
  var used: [LensCoefficient] { LensCoefficient.allCases.filter { self[$0] != 0 } }
}

/// A lens model with the coefficients that some format knows, in the order in which it writes them.
public struct LensForm: Sendable, Hashable {
  /// The model.
  public var model: LensDistortion.Model
  /// Its coefficients, in order; all others are 0.
  public var coefficients: [LensCoefficient]

  /// OpenCV's vector of eight; ROS's `rational_polynomial`.
  static let rational = LensForm(.brownConrady, [.k1, .k2, .p1, .p2, .k3, .k4, .k5, .k6])
  /// OpenCV's vector of five; ROS's `plumb_bob`.
  static let plumbBob = LensForm(.brownConrady, [.k1, .k2, .p1, .p2, .k3])
  /// OpenCV's vector of four; Kalibr's `radtan`.
  static let radialTangential = LensForm(.brownConrady, [.k1, .k2, .p1, .p2])
  /// OpenCV's fisheye; ROS's `equidistant`; Kalibr's `equi`.
  static let fisheye = LensForm(.kannalaBrandt, [.k1, .k2, .k3, .k4])

  private init(_ model: LensDistortion.Model, _ coefficients: [LensCoefficient]) {
    (self.model, self.coefficients) = (model, coefficients)
  }

  /// Whether a lens can be written in this form.
  func holds(_ lens: LensDistortion) -> Bool {
    lens.model == model && lens.used.allSatisfy(coefficients.contains)
  }

  /// The numbers of a lens in the order of this form.
  func numbers(_ lens: LensDistortion) -> [Double] { coefficients.map { lens[$0] } }

  /// The lens of numbers in the order of this form; the last ones may be missing.
  func lens(_ numbers: [Double]) -> LensDistortion {
    var lens = LensDistortion()
    lens.model = model
    for (coefficient, number) in zip(coefficients, numbers) { lens[coefficient] = number }
    return lens
  }
}
