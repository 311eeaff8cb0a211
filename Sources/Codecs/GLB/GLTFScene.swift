/// The part of glTF 2.0 that one cloud needs, as it is written.
struct GLTFScene: Encodable {
  struct Asset: Encodable {
    let version = "2.0"
    let generator = "albedo"
    let extras: [String: String]
  }
  struct Scene: Encodable { let nodes: [Int]? }
  struct Node: Encodable { let mesh = 0 }
  struct Mesh: Encodable { let primitives: [Primitive] }
  struct Primitive: Encodable {
    let attributes = ["POSITION": 0, "COLOR_0": 1, "_ERROR": 2]
    let indices: Int?
    let material = 0
    /// 0: points, 4: triangles.
    let mode: Int
  }
  struct Material: Encodable {
    let doubleSided = true
    let extensions = ["KHR_materials_unlit": [String: String]()]
  }
  struct Buffer: Encodable { let byteLength: Int }
  struct BufferView: Encodable {
    let buffer = 0
    let byteOffset: Int
    let byteLength: Int
    /// 34962: attributes of points, 34963: corners.
    let target: Int
  }
  struct Accessor: Encodable {
    let bufferView: Int
    /// 5123: 16-bit codes, 5125: 32-bit codes, 5126: floats.
    let componentType: Int
    let count: Int
    let type: String
    let normalized: Bool?
    let min: [Float]?
    let max: [Float]?
  }

  let asset: Asset
  let extensionsUsed: [String]?
  let scene = 0
  let scenes: [Scene]
  let nodes: [Node]?
  let meshes: [Mesh]?
  let materials: [Material]?
  let buffers: [Buffer]?
  let bufferViews: [BufferView]?
  let accessors: [Accessor]?

  /// What describes a cloud whose lists fill so many bytes; nothing is listed of an empty one, as
  /// the format knows no empty lists.
  init(_ cloud: PointCloud, byteCount: Int, about: [(key: String, value: String)]) {
    asset = Asset(extras: Dictionary(about.map { ($0.key, $0.value) }) { first, _ in first })
    guard let first = cloud.points.first else {
      scenes = [Scene(nodes: nil)]
      (extensionsUsed, nodes, meshes, materials) = (nil, nil, nil, nil)
      (buffers, bufferViews, accessors) = (nil, nil, nil)
      return
    }
    (extensionsUsed, scenes) = (["KHR_materials_unlit"], [Scene(nodes: [0])])
    (nodes, materials) = ([Node()], [Material()])
    let (points, corners) = (cloud.points.count, 3 * cloud.triangles.count)
    let primitive = Primitive(indices: corners > 0 ? 3 : nil, mode: corners > 0 ? 4 : 0)
    meshes = [Mesh(primitives: [primitive])]
    buffers = [Buffer(byteLength: byteCount)]
    let lists = [12 * points, 8 * points, 4 * points, 4 * corners].filter { $0 > 0 }
    bufferViews = lists.indices.map { list in
      BufferView(
        byteOffset: lists[..<list].reduce(0, +), byteLength: lists[list],
        target: list < 3 ? 34962 : 34963)
    }
    func end(_ choose: (Float, Float) -> Float) -> [Float] {
      [1, 2, 0].map { axis in
        cloud.points.reduce(first.position[axis]) { choose($0, $1.position[axis]) }
      }
    }
    var accessors = [
      Accessor(
        bufferView: 0, componentType: 5126, count: points, type: "VEC3", normalized: nil,
        min: end(Swift.min), max: end(Swift.max)),
      Accessor(
        bufferView: 1, componentType: 5123, count: points, type: "VEC4", normalized: true,
        min: nil, max: nil),
      Accessor(
        bufferView: 2, componentType: 5126, count: points, type: "SCALAR", normalized: nil,
        min: nil, max: nil),
    ]
    if corners > 0 {
      accessors.append(
        Accessor(
          bufferView: 3, componentType: 5125, count: corners, type: "SCALAR", normalized: nil,
          min: nil, max: nil))
    }
    self.accessors = accessors
  }
}
