import GRDB

/// Cuts a span of time so that each piece has some thousands of calls, which can be put in order in memory.
struct CallWindows {
  private(set) var windows: [Range<Int64>] = []

  private struct Block {
    let times: ClosedRange<Int64>
    let calls: Int64
  }

  /// Calls that a piece has, about.
  private static let size: Int64 = 4096

  init(_ span: Range<Int64>, _ db: Database) throws {
    let blocks = try CallWindows.blocks(span, db)
    guard let first = blocks.first, let last = blocks.map(\.times.upperBound).max() else { return }
    let whole = max(span.lowerBound, first.times.lowerBound)..<min(span.upperBound, last + 1)
    var edges = [whole.lowerBound]
    var calls: Int64 = 0
    for block in blocks {
      if calls >= CallWindows.size, block.times.lowerBound > edges.last!, block.times.lowerBound < whole.upperBound {
        edges.append(block.times.lowerBound)
        calls = 0
      }
      calls += block.calls
    }
    edges.append(whole.upperBound)
    windows = zip(edges, edges.dropFirst()).map { $0..<$1 }
    split(blocks)
  }

  private static func blocks(_ span: Range<Int64>, _ db: Database) throws -> [Block] {
    let rows = try SQLStatement(
      db,
      """
      SELECT firstTime, lastTime, calls FROM callBlock
      WHERE firstTime < ? AND lastTime >= ? ORDER BY firstTime, lastTime
      """)
    defer { rows.reset() }
    rows.bind(1, span.upperBound)
    rows.bind(2, span.lowerBound)
    var blocks: [Block] = []
    while try rows.step() { blocks.append(Block(times: rows.number(0)...rows.number(1), calls: rows.number(2))) }
    return blocks
  }

  /// Where a log was in no order, many blocks reach over one piece: it is cut as if their calls were spread evenly.
  private mutating func split(_ blocks: [Block]) {
    var shares = windows.map { _ in 0.0 }
    for block in blocks {
      let length = Double(block.times.upperBound - block.times.lowerBound) + 1
      var place = windows.partitioningIndex { $0.upperBound > block.times.lowerBound }
      while place < windows.count, windows[place].lowerBound <= block.times.upperBound {
        let common = windows[place].clamped(to: block.times.lowerBound..<(block.times.upperBound + 1))
        shares[place] += Double(block.calls) * Double(common.upperBound - common.lowerBound) / length
        place += 1
      }
    }
    windows = zip(windows, shares).flatMap { window, share in
      let pieces = min(window.upperBound - window.lowerBound, Int64(share) / (2 * CallWindows.size) + 1)
      let length = (window.upperBound - window.lowerBound) / pieces
      return (0..<pieces).map { piece in
        let start = window.lowerBound + piece * length
        return start..<(piece == pieces - 1 ? window.upperBound : start + length)
      }
    }
  }
}
