import Codecs
import Rig

extension StatedSensor {
  /// What the PDS3 label of a frame states of its sensor.
  ///
  /// Filters are known of instruments alone: all cameras of the Mars Exploration Rovers and the
  /// engineering cameras of Mars Science Laboratory have none before their pixels. Where
  /// SHUTTER_EFFECT_CORRECTION_FLAG is true, a frame of no exposure was subtracted on board, and
  /// with it the offset.
  ///
  /// Source: J. Maki et al., Journal of Geophysical Research 108 (2003), E12, 8071; J. Bell et al.,
  /// the same, 8063; J. Maki et al., Space Science Reviews 170 (2012).
  ///
  /// - Parameter root: the label as a whole.
  init(label root: PDSBlock) {
    self.init()
    let host = root.firstValue(of: "INSTRUMENT_HOST_ID")?.scalar?.text ?? ""
    let instrument = root.firstValue(of: "INSTRUMENT_ID")?.scalar?.text ?? ""
    if let fleet = Self.fleetWithoutFilters(host: host, instrument: instrument) {
      filters = Fact(.absent, source: "\(fleet): no filters on the pixels")
    }
    if let mask = Self.mask(root), (1...65535).contains(mask) {
      validBits = Fact(Int.bitWidth - mask.leadingZeroBitCount, source: "SAMPLE_BIT_MASK")
    }
    let isCorrected = root.firstValue(of: "SHUTTER_EFFECT_CORRECTION_FLAG")?.scalar?.text
    if filters != nil, isCorrected?.uppercased() == "TRUE" {
      black = Fact(0, source: "SHUTTER_EFFECT_CORRECTION_FLAG: the offset was subtracted on board")
    }
  }

  /// What else a label says of its codes that somebody has to know.
  ///
  /// - Parameter root: the label as a whole.
  /// - Returns: a sentence where codes are not in proportion to light, else nil.
  static func remark(label root: PDSBlock) -> String? {
    guard let method = root.firstValue(of: "SAMPLE_BIT_METHOD")?.scalar?.text,
      !["NONE", "N/A", "UNK"].contains(method), let mask = mask(root), mask < 256
    else { return nil }
    return "codes were shortened on board (SAMPLE_BIT_METHOD): state companding, or take them as "
      + "linear for a look only"
  }

  private static func mask(_ root: PDSBlock) -> Int? {
    root.blocks(named: "IMAGE").first?["SAMPLE_BIT_MASK"]?.scalar?.integer
  }

  /// Whose cameras a label's camera belongs to, where none of those has filters on its pixels.
  private static func fleetWithoutFilters(host: String, instrument: String) -> String? {
    switch host {
    case "MER1", "MER2": return "cameras of Mars Exploration Rover"
    case "MSL" where ["NAV_", "FHAZ_", "RHAZ_"].contains { instrument.hasPrefix($0) }:
      return "engineering cameras of Mars Science Laboratory"
    default: return nil
    }
  }
}
