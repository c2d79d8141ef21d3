import CSimdjson

/// Reads objects that stand at one place of records, and remembers their shapes.
final class ShapedObjects<Places> {
  /// The values of the object read last, by the places of its shape.
  private let values = UnsafeMutableBufferPointer<cjson_value>.allocate(capacity: ShapedObjects.widest)
  /// The one met last is first.
  private var shapes: [ObjectShape<Places>] = []
  private let places: ([String]) -> Places?

  /// More members than any record of a quick reader has.
  private static var widest: Int { 128 }
  /// More shapes than records of one kind have; where there are more, the format itself reads.
  private static var remembered: Int { 12 }

  /// - Parameter places: what a reader needs to know of an object with members of these names; nil where such an object is
  ///   none of its common ones. Asked once a shape.
  init(places: @escaping ([String]) -> Places?) { self.places = places }

  deinit { values.deallocate() }

  /// Where the fields of an object stand; nil for one that is not common.
  func read(_ object: JSONValue) -> Places? {
    guard let first = shapes.first else { return learn(object) }
    if first.read(object, into: values.baseAddress!) { return first.places }
    for index in shapes.indices.dropFirst() where shapes[index].read(object, into: values.baseAddress!) {
      shapes.swapAt(0, index)
      return shapes[0].places
    }
    return learn(object)
  }

  private func learn(_ object: JSONValue) -> Places? {
    guard object.isObject, shapes.count < ShapedObjects.remembered else { return nil }
    let names = object.members.map(\.name)
    guard names.count <= ShapedObjects.widest, let places = places(names) else { return nil }
    shapes.insert(ObjectShape(names, places), at: 0)
    return shapes[0].read(object, into: values.baseAddress!) ? places : nil
  }

  /// The value at a place of the object read last.
  subscript(place: Int) -> cjson_value { values[place] }
}
