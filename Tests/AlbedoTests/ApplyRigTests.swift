import Albedo
import Foundation
import TestSupport
import Testing

/// `albedo apply` with a rig: stages on plain files that need to know the camera.
@Suite struct ApplyRigTests {
  let downlink: TinyDownlink
  let picture: String
  var output: String { downlink.folder.path + "/out.png" }
  var rig: String { downlink.path + "/rig.yaml" }

  init() throws {
    downlink = try TinyDownlink()
    picture = try Self.picture(TinyDownlink.size, in: downlink.folder)
  }

  private static func picture(_ size: Size, in folder: TemporaryFolder) throws -> String {
    let codes = Plane<UInt16>.random(size, below: 65536, seed: 8)
    let name = "color-\(size.width).png"
    return try folder.write(Data(try PNGWriter.encode([codes, codes, codes])), to: name)
  }

  private func decoded(_ path: String) throws -> DecodedPicture {
    try Codec.decode(try Files.read(path), file: path)
  }

  @Test func undistortTakesTheLensOfTheRig() throws {
    let result = try Program.run(
      "apply", "undistort", picture, "-o", output, "--rig", rig, "--camera", "left", "--crop",
      "all")
    #expect(result.status == 0, "\(result.talk)")
    let camera = try #require(
      RigDescription.load(path: rig) { path throws(Failure) in try Files.read(path) }[
        camera: "left"])
    let wanted = try Undistortion.camera(for: CameraView(camera), crop: .all)
    #expect(try decoded(output).size == wanted.size && wanted.size != TinyDownlink.size)
  }

  @Test func rectifyWritesBothPictures() throws {
    let result = try Program.run(
      "apply", "rectify", picture, picture, "-o", output, "--rig", rig, "--camera", "right",
      "--camera", "left")
    #expect(result.status == 0, "\(result.talk)")
    let other = downlink.folder.path + "/out-right.png"
    #expect(try decoded(output).size == decoded(other).size)
    #expect(result.output == "\(output)\n\(other)\n")
  }

  @Test func theWrongOrderOfAPairIsRefused() throws {
    let result = try Program.run(
      "apply", "rectify", picture, picture, "-o", output, "--rig", rig, "--camera", "left",
      "--camera", "right")
    #expect(result.status == 65 && result.talk.contains("exchange left and right"))
    #expect(!Files.exists(output))
  }

  @Test func whatIsMissingIsSaidWithARemedy() throws {
    func said(_ words: String...) throws -> (status: Int32, talk: String) {
      let result = try Program.run(["apply"] + words + ["-o", output])
      #expect(!Files.exists(output))
      return (result.status, result.talk)
    }
    let alone = try said("undistort", picture)
    #expect(alone.status == 65 && alone.talk.contains("--rig and --camera"), "\(alone.talk)")
    let noRig = try said("undistort", picture, "--camera", "left")
    #expect(noRig.status == 64 && noRig.talk.contains("add --rig rig.yaml"), "\(noRig.talk)")
    let one = try said("rectify", picture, picture, "--rig", rig, "--camera", "left")
    #expect(one.status == 64 && one.talk.contains("once for each: left, right"), "\(one.talk)")
    let unknown = try said("undistort", picture, "--rig", rig, "--camera", "lefty")
    #expect(unknown.talk.contains("did you mean \"left\"?"), "\(unknown.talk)")
    let cut = try Self.picture(Size(50, 40), in: downlink.folder)
    let small = try said("undistort", cut, "--rig", rig, "--camera", "left")
    #expect(small.status == 65 && small.talk.contains("50×40"), "\(small.talk)")
    #expect(small.talk.contains("67×45"))
  }
}
