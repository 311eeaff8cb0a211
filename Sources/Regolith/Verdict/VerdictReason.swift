/// Why a verdict is as it is.
public enum VerdictReason: String, Sendable, Hashable, CaseIterable {
  // Speaking for regolith.
  /// What was measured above the shovel's floor is more than the threshold, at its least.
  case measuredAboveThreshold = "measured-above-threshold"
  /// Heights were measured where the floor can no longer be seen, with both cameras.
  case cuesAgree = "cues-agree"
  // Speaking against it.
  /// The shovel's floor is bare: no more than a trace has room above it.
  case nothingAboveFloor = "nothing-above-floor"
  // Why nothing is certain.
  /// No good frame shows the empty shovel.
  case noBeforeFrame = "no-before-frame"
  /// No good frame shows the shovel afterwards.
  case noAfterFrame = "no-after-frame"
  /// The shovel's rim is not where the arm's angle says.
  case shovelNotFound = "shovel-not-found"
  /// The ground around the shovel is not the same before and after.
  case anotherPlace = "another-place"
  /// Too little ground is seen to tell whether it is the same.
  case groundUnknown = "ground-unknown"
  /// Nobody says when the frames were taken.
  case noClock = "no-clock"
  /// A frame of before was not taken before those of after.
  case clockOrder = "clock-order"
  /// Frames were too bad to be used.
  case framesRejected = "frames-rejected"
  /// A frame of after has the same pixels as one of before.
  case duplicateFrames = "duplicate-frames"
  /// The empty shovel does not have the shape that the rig describes.
  case emptyShovelDiffers = "empty-shovel-differs"
  /// What lies above the floor is as even as a plate.
  case tooEven = "too-even"
  /// The floor still looks as before where heights say that it is covered.
  case cuesDisagree = "cues-disagree"
  /// What lies above the floor is darker, brighter or smoother than the ground around.
  case unlikeGround = "unlike-ground"
  /// No height was measured above the floor.
  case nothingMeasured = "nothing-measured"
  /// What was measured alone is less than the threshold.
  case tooLittleSeen = "too-little-seen"
  /// The interval of the mass holds the threshold.
  case nearThreshold = "near-threshold"
  /// The interval is too wide to be called a measurement.
  case boundsTooWide = "bounds-too-wide"
  /// One camera alone saw the shovel, so that no height was measured.
  case oneCamera = "one-camera"

  /// The same for people.
  public var sentence: String {
    switch self {
    case .measuredAboveThreshold:
      "What was measured above the shovel's floor is more than the threshold, at its least."
    case .cuesAgree:
      "Heights were measured where the floor can no longer be seen, with both cameras."
    case .nothingAboveFloor: "The shovel's floor is bare: no more than a trace has room above it."
    case .noBeforeFrame: "No good frame shows the empty shovel."
    case .noAfterFrame: "No good frame shows the shovel afterwards."
    case .shovelNotFound: "The shovel's rim is not where the arm's angle says."
    case .anotherPlace: "The ground around the shovel is not the same before and after."
    case .groundUnknown: "Too little ground is seen to tell whether it is the same."
    case .noClock: "Nobody says when the frames were taken."
    case .clockOrder: "A frame of before was not taken before those of after."
    case .framesRejected: "Frames were too bad to be used."
    case .duplicateFrames: "A frame of after has the same pixels as one of before."
    case .emptyShovelDiffers: "The empty shovel does not have the shape that the rig describes."
    case .tooEven: "What lies above the floor is as even as a plate."
    case .cuesDisagree: "The floor still looks as before where heights say that it is covered."
    case .unlikeGround:
      "What lies above the floor is darker, brighter or smoother than the ground around."
    case .nothingMeasured: "No height was measured above the floor."
    case .tooLittleSeen: "What was measured alone is less than the threshold."
    case .nearThreshold: "The interval of the mass holds the threshold."
    case .boundsTooWide: "The interval is too wide to be called a measurement."
    case .oneCamera: "One camera alone saw the shovel, so that no height was measured."
    }
  }

  /// What the next picture should do better; nil where no picture helps.
  public var advice: String? {
    switch self {
    case .measuredAboveThreshold, .cuesAgree, .nothingAboveFloor: nil
    case .noBeforeFrame: "Photograph the emptied shovel at the same arm angle, with both cameras."
    case .noAfterFrame, .framesRejected:
      "Take the frames again, exposed so that the ground is half as bright as white."
    case .shovelNotFound: "Check the arm angle, and take a frame with all of the rim in view."
    case .anotherPlace, .groundUnknown:
      "Photograph the empty and the filled shovel from one place, with ground around it in view."
    case .noClock, .clockOrder: "Send the frames with their spacecraft clocks."
    case .duplicateFrames: "Ask for the frame of after again: the one of before was sent twice."
    case .emptyShovelDiffers: "Check the rig's shovel mesh, or photograph it empty in softer light."
    case .tooEven: "Tilt the arm by 5 to 10 degrees and photograph again: loose matter moves."
    case .cuesDisagree: "Take another pair with the arm turned by 5 degrees."
    case .unlikeGround, .nothingMeasured, .tooLittleSeen, .boundsTooWide:
      "Take another pair with the Sun higher or from another side, so that it lights the floor."
    case .nearThreshold: "Collect more, or photograph with the arm at another angle as well."
    case .oneCamera: "Take a frame with the other camera at the same arm angle."
    }
  }
}
