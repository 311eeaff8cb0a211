import Foundation
import PackagePlugin

/// Before every build, writes the commit that is being built into a Swift file.
@main struct BuildInfoPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.pluginWorkDirectoryURL.appending(path: "BuildInfo")
    let script = context.package.directoryURL.appending(path: "Scripts/build-info")
    return [
      .prebuildCommand(
        displayName: "Noting the commit", executable: URL(filePath: "/bin/sh"),
        arguments: [script.path(), context.package.directoryURL.path(), folder.path()],
        outputFilesDirectory: folder)
    ]
  }
}
