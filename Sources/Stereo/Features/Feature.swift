import Raster
import Rig

/// A place in a picture that is found again in other pictures of the same thing.
public struct Feature: Sendable, Hashable {
  /// Where it is, in pixels.
  public var position: ImagePoint
  /// How large it is: the standard deviation of the Gaussian at which it stands out, in pixels.
  public var scale: Double
  /// The direction of the slopes around it in radians, 0 to 2π, from the columns' axis downwards.
  public var direction: Double
  /// How far it stands out from its surroundings: the difference of two Gaussians there, in units
  /// of the picture; above 0.
  public var strength: Double

  /// A feature from its parts.
  public init(position: ImagePoint, scale: Double, direction: Double, strength: Double) {
    (self.position, self.scale) = (position, scale)
    (self.direction, self.strength) = (direction, strength)
  }
}

/// The features of a picture and what they look like.
public struct FeatureSet: Sendable, Equatable {
  /// The features by row, column, scale and direction.
  public let features: [Feature]
  /// A row of 128 codes for each; see `PatchDescriptors`.
  public let codes: Plane<UInt8>

  /// Features and their descriptors.
  ///
  /// - Precondition: a row of codes for each feature.
  public init(features: [Feature], codes: Plane<UInt8>) {
    precondition(codes.height == features.count, "a descriptor for each feature")
    (self.features, self.codes) = (features, codes)
  }

  /// How many there are.
  public var count: Int { features.count }
}
