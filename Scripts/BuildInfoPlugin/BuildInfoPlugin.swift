import Foundation
import PackagePlugin

/// When a source or the commit has changed, writes what is being built into a Swift file.
@main struct BuildInfoPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let package = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL.appending(path: "BuildInfo.swift")
    let script = package.appending(path: "Scripts/build-info")
    let sources = context.package.targets.compactMap(\.sourceModule).flatMap { module in
      module.sourceFiles.map(\.url)
    }
    let history = [".git/HEAD", ".git/logs/HEAD"].map { package.appending(path: $0) }
      .filter { FileManager.default.fileExists(atPath: $0.path()) }
    return [
      .buildCommand(
        displayName: "Noting what is built", executable: URL(filePath: "/bin/sh"),
        arguments: [script.path(), package.path(), output.path()],
        environment: ProcessInfo.processInfo.environment,
        inputFiles: [script] + history + sources, outputFiles: [output])
    ]
  }
}
