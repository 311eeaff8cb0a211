import Diagnostics
import Testing

@testable import Files

@Suite struct FilesTests {
  let folder = "/tmp/albedo-files-test-\(UInt64.random(in: 0...UInt64.max))"

  @Test func aWrittenFileIsReadBack() throws {
    let path = folder + "/deep/below/a.bin"
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try Files.write(bytes, to: path)
    #expect(try Files.read(path) == bytes)
    try Files.write("second", to: path)
    #expect(try Files.readText(path, limit: 100) == "second")
  }

  @Test func theLimitIsKeptOnBothSides() throws {
    let path = folder + "/limit"
    try Files.write([1, 2, 3], to: path)
    #expect(try Files.read(path, limit: 3).count == 3)
    #expect(throws: Failure.self) { try Files.read(path, limit: 2) }
  }

  @Test func missingFilesSayTheirName() {
    #expect {
      try Files.read(folder + "/nothing")
    } throws: { error in
      let failure = error as? Failure
      return failure?.exitStatus == 66 && "\(error)".contains("nothing: error: cannot read")
    }
  }

  @Test func textThatIsNotUTF8IsRefusedAtTheByte() throws {
    let path = folder + "/latin"
    try Files.write(Array("caf".utf8) + [0xE9, 0x21], to: path)
    #expect {
      try Files.readText(path, limit: 100)
    } throws: { "\($0)".contains("byte 3") }
  }

  @Test func aFailedWriteLeavesNothingBehind() throws {
    try Files.makeFolder(folder + "/target")
    #expect {
      try Files.write("x", to: folder + "/target")
    } throws: { ($0 as? Failure)?.exitStatus == 73 }
    #expect(Files.isFolder(folder + "/target"))
  }

  @Test(arguments: ["/etc/passwd", "../a", "a/../../b", "", "a\0b", "a//b"])
  func pathsOutOfTheFolderAreRefused(text: String) {
    #expect(throws: Failure.self) { try SafePath(text) }
  }

  @Test func oneFolderIsKnownByAllItsNames() throws {
    try Files.write("x", to: folder + "/same/a")
    #expect(Files.isSame(folder + "/same", folder + "/same/../same/"))
    #expect(!Files.isSame(folder + "/same", folder))
    #expect(!Files.isSame(folder + "/none", folder + "/none"))
  }

  @Test func symbolicLinksOutOfTheFolderAreRefused() throws {
    try Files.write("x", to: folder + "/inside/a")
    #expect(try SafePath("inside/a").resolved(in: folder).hasSuffix("inside/a"))
    try #require(makeLink(to: "/etc", at: folder + "/inside/out"))
    #expect(throws: Failure.self) { try SafePath("out/hostname").resolved(in: folder + "/inside") }
  }

  @Test func digestsAreThoseOfTheStandard() {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(Digest(of: "abc").description == abc)
    var digester = Digester()
    digester.update([0x61])
    digester.update([0x62, 0x63])
    #expect(digester.finish() == Digest(hexadecimal: abc))
    #expect(Digest(hexadecimal: "zz") == nil)
  }

  @Test func pathsComeApart() {
    #expect(Files.folder(of: "a/b/c.PNG") == "a/b")
    #expect(Files.folder(of: "c") == ".")
    #expect(Files.ending(of: "a/b/c.PNG") == "png")
    #expect(Files.ending(of: "a.d/.hidden") == "")
    #expect(Files.join("a/", "b") == "a/b")
  }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private func makeLink(to target: String, at path: String) -> Bool {
  unsafe symlink(target, path) == 0
}
