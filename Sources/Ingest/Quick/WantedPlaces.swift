/// Where among an object's members the fields stand that a reader wants; nil where they are missing.
struct WantedPlaces {
  private let places: [Int]

  init(_ wanted: [String], _ names: [String]) { places = wanted.map { names.firstIndex(of: $0) ?? -1 } }

  subscript(index: Int) -> Int? { places[index] < 0 ? nil : places[index] }
}
