/// A picture in a request, measured as the service measures it.
///
/// Source: OpenAI's guide "Images and vision", *Calculating costs*. Of low detail no tile is charged. Of high detail the
/// picture is shrunk into 2048 by 2048 pixels, then until its shorter side is 768, and cut into tiles of 512. Other models
/// count patches of 32 pixels, and shrink what has more than 1,536 of them. `auto` is taken for high.
struct RequestImage: Equatable {
  var tiles: Int64 = 0
  var patches: Int64 = 0
  /// Whether its size is not known, so that it has more of one or the other.
  var isLarger = false

  /// - Parameter source: the picture's address; one that holds the picture itself tells the size.
  init(detail: String?, source: String?) {
    let isLow = detail == "low"
    guard let size = source.flatMap(PixelSize.init(dataURL:)) else {
      isLarger = !isLow
      return
    }
    if !isLow { tiles = RequestImage.tiles(size) }
    patches = RequestImage.patches(size)
  }

  static func tiles(_ size: PixelSize) -> Int64 {
    var (width, height) = (size.width, size.height)
    let longer = max(width, height)
    if longer > 2048 { (width, height) = (width * 2048 / longer, height * 2048 / longer) }
    let shorter = max(1, min(width, height))
    if shorter > 768 { (width, height) = (width * 768 / shorter, height * 768 / shorter) }
    return max(1, (width + 511) / 512) * max(1, (height + 511) / 512)
  }

  static func patches(_ size: PixelSize) -> Int64 {
    let (wide, high) = ((size.width + 31) / 32, (size.height + 31) / 32)
    guard wide * high > 1536 else { return wide * high }
    // Shrunk to the area of 1,536 patches, then until one side is a whole number of them.
    let area = Double(size.width) * Double(size.height)
    let shrink = (32 * 32 * 1536 / area).squareRoot()
    let (columns, rows) = (Double(size.width) * shrink / 32, Double(size.height) * shrink / 32)
    let fit = min(columns.rounded(.down) / columns, rows.rounded(.down) / rows)
    guard fit > 0 else { return 1536 }
    return min(1536, Int64((columns * fit).rounded()) * Int64((rows * fit).rounded(.up)))
  }
}
