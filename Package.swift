// swift-tools-version: 6.1
import PackageDescription

// What runs for every record: its accesses are checked while testing, and these checks are a twelfth of an import's time.
let hotPath: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

// One product, many small rooms. Arrows point down: a target may import only what it lists here;
// `make build` fails on any other import.
let package = Package(
  name: "chargeback",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "chargeback", targets: ["chargeback"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // Level 1: values and faces of system libraries.
    .target(name: "ChargebackModel"),
    .target(name: "CSV"),
    .systemLibrary(
      name: "CSystemSimdjson", pkgConfig: "simdjson",
      providers: [.apt(["libsimdjson-dev"]), .brew(["simdjson"])]),
    .target(name: "CSimdjson", dependencies: ["CSystemSimdjson"]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(name: "CAvro", pkgConfig: "avro-c", providers: [.apt(["libavro-dev"]), .brew(["avro-c"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CVocabularies", exclude: ["cl100k_base.tiktoken.gz", "o200k_base.tiktoken.gz"]),

    // Level 2
    .target(
      name: "Tokenizer", dependencies: ["CVocabularies", "CZlib", .product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "Store",
      dependencies: [
        "ChargebackModel", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: hotPath),
    .target(name: "Pricing", dependencies: ["ChargebackModel", "CSV"]),

    // Level 3
    .target(
      name: "Ingest",
      dependencies: [
        "ChargebackModel", "Store", "Pricing", "Tokenizer", "CSV", "CSimdjson", "CArchive", "CAvro",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "Yams", package: "Yams"),
      ], swiftSettings: hotPath),
    .target(name: "Aggregation", dependencies: ["ChargebackModel", "Store", "Pricing", "Tokenizer"]),
    .target(
      name: "ReportWriters",
      dependencies: ["ChargebackModel", "CSV", .product(name: "Mustache", package: "swift-mustache")]),

    // Level 4
    .executableTarget(
      name: "chargeback",
      dependencies: [
        "ChargebackModel", "Store", "Ingest", "Pricing", "Aggregation", "ReportWriters", "CSV", "Tokenizer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests: one target a module; ChargebackTests drive the built program.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "ChargebackModelTests", dependencies: ["ChargebackModel", "TestSupport"]),
    .testTarget(name: "CSVTests", dependencies: ["CSV", "TestSupport"]),
    .testTarget(name: "PricingTests", dependencies: ["Pricing", "ChargebackModel", "CSV", "TestSupport"]),
    .testTarget(
      name: "StoreTests",
      dependencies: ["Store", "ChargebackModel", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(
      name: "IngestTests",
      dependencies: [
        "Ingest", "Store", "Pricing", "ChargebackModel", "Tokenizer", "CSV", "CArchive", "CAvro", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "AggregationTests",
      dependencies: ["Aggregation", "ChargebackModel", "Store", "Pricing", "ReportWriters", "TestSupport"]),
    .testTarget(name: "ChargebackTests", dependencies: ["chargeback", "TestSupport"]),
    .testTarget(name: "TokenizerTests", dependencies: ["Tokenizer", "TestSupport"], exclude: ["Goldens"]),
    .executableTarget(
      name: "PriceDriver", dependencies: ["Ingest", "Pricing", "ChargebackModel"],
      path: "Tests/Differential/PriceDriver"),
    .executableTarget(name: "TokenizerBench", dependencies: ["Tokenizer"], path: "Tests/Benchmarks/TokenizerBench"),
    .testTarget(
      name: "ReportWritersTests", dependencies: ["ReportWriters", "ChargebackModel", "CSV", "TestSupport"]),
  ],
  cxxLanguageStandard: .cxx17
)

// libFuzzer brings a part of its own, so the program that `make fuzz` runs is built for that only.
if Context.environment["CHARGEBACK_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "FuzzReaders", dependencies: ["Ingest", "Store", "ChargebackModel"], path: "Tests/Fuzzing"))
}
