// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// The proof: the server's registry, the device's table and a faulty network, in every combination that can be
/// reached.
///
/// A package of its own, so that it is built with optimisation whatever the product is built with: an exploration
/// visits millions of worlds. `Sources/CallCore` is a link to the product's own: what is proved is what runs.
let package = Package(
    name: "proof",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0")
    ],
    targets: [
        .target(
            name: "CallCore",
            dependencies: [
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
            ], swiftSettings: settings),
        .target(name: "Explorer", dependencies: ["CallCore"], swiftSettings: settings),
        .testTarget(
            name: "ProofTests", dependencies: ["CallCore", "Explorer"], swiftSettings: settings),
    ]
)
