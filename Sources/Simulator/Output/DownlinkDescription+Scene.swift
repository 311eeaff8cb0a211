import Downlink

extension DownlinkDescription {
  /// The downlink of a simulated scene.
  init(_ scene: SceneDescription, _ frames: [FrameDescription]) {
    self.init()
    name = scene.name
    summary = "Simulated." + (scene.summary.isEmpty ? "" : " " + scene.summary)
    rig = "rig.yaml"
    simulated = true
    site = scene.site
    clock = scene.clock
    var sun = SunDirection()
    sun.azimuth = scene.sun.azimuth
    sun.elevation = scene.sun.elevation
    sun.uncertaintyDeg = 0.01
    self.sun = sun
    self.frames = frames
  }
}
