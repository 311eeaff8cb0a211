/// Where tests find what lies beside the sources.
public enum Places {
  /// The folder of the package.
  public static let package: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  /// The folder of real pictures beside the package; tests that need it are skipped without it.
  public static let realData = package + "/../shared/data"
}
