// swift-tools-version: 6.2

import PackageDescription

/// Every target is built in the Swift 6 language mode with the same few upcoming features, so that
/// what a file imports and what an existential costs can be read in the file itself.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let webSocketDependencies: [Target.Dependency] = [
    hummingbird, hummingbirdCore, httpTypes, lifecycle, logging,
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOWebSocket", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
]

/// Dependencies point down only: each target names what stands below it, and nothing else.
let package = Package(
    name: "duet",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "duet", targets: ["duet"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(
            url: "https://github.com/apple/swift-configuration.git", from: "1.4.0",
            traits: ["JSON", "CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift.git", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.0"),
    ],
    targets: [
        // The rules of a call. Standard library only.
        .target(name: "CallCore", swiftSettings: settings),
        .testTarget(name: "CallCoreTests", dependencies: ["CallCore"], swiftSettings: settings),

        // Both machines and a faulty network, in every combination that can be reached. Optimised also in a
        // debug build: an exploration visits hundreds of thousands of worlds.
        .target(
            name: "CallExplorer", dependencies: ["CallCore"],
            swiftSettings: settings + [.unsafeFlags(["-O"])]),
        .testTarget(
            name: "CallExplorerTests", dependencies: ["CallCore", "CallExplorer"], swiftSettings: settings),

        // The wire.
        .target(name: "Signaling", dependencies: ["CallCore"], swiftSettings: settings),
        .testTarget(
            name: "SignalingTests", dependencies: ["CallCore", "Signaling"], swiftSettings: settings),

        // Who is connected, which calls exist, what each signal does to them.
        .target(
            name: "Switchboard", dependencies: ["CallCore", "Signaling", logging], swiftSettings: settings),
        .testTarget(
            name: "SwitchboardTests",
            dependencies: ["CallCore", "Signaling", "Storage", "Switchboard", "TestSupport", logging],
            swiftSettings: settings),

        // People, passwords, sessions, invitations.
        .target(name: "Accounts", dependencies: [crypto, cryptoExtras, logging], swiftSettings: settings),
        .testTarget(
            name: "AccountsTests", dependencies: ["Accounts", "Storage", "TestSupport", crypto, logging],
            swiftSettings: settings),

        // SQLite.
        .target(
            name: "Storage", dependencies: ["Accounts", "CallCore", "Signaling", "Switchboard", grdb],
            swiftSettings: settings),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Accounts", "CallCore", "Signaling", "Storage", "Switchboard", "TestSupport", grdb,
            ],
            swiftSettings: settings),

        // Which STUN and TURN servers the browsers use.
        .target(name: "IceServers", dependencies: [crypto], swiftSettings: settings),
        .testTarget(name: "IceServersTests", dependencies: ["IceServers"], swiftSettings: settings),

        // WebSockets on Hummingbird.
        .target(name: "WebSocketUpgrade", dependencies: webSocketDependencies, swiftSettings: settings),
        .testTarget(
            name: "WebSocketUpgradeTests",
            dependencies: [
                "SocketClient", "WebSocketUpgrade", .product(name: "NIOEmbedded", package: "swift-nio"),
            ] + webSocketDependencies, swiftSettings: settings),

        // The other end of a WebSocket, for tests and benchmarks.
        .target(
            name: "SocketClient",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ], swiftSettings: settings),

        // The composition root.
        .target(
            name: "DuetServer",
            dependencies: [
                "Accounts", "CallCore", "IceServers", "Signaling", "Storage", "Switchboard",
                "WebSocketUpgrade", crypto, hummingbird, hummingbirdCore, httpTypes, logging, lifecycle,
            ], swiftSettings: settings),
        .testTarget(
            name: "DuetServerTests",
            dependencies: [
                "Accounts", "CallCore", "DuetServer", "IceServers", "Signaling", "Storage", "Switchboard",
                "SocketClient", "TestSupport", "WebSocketUpgrade", hummingbird, httpTypes, logging, lifecycle,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: settings),

        // The command.
        .executableTarget(
            name: "duet",
            dependencies: [
                "Accounts", "CallCore", "DuetServer", "IceServers", "Signaling", "Storage", "Switchboard",
                "SocketClient", hummingbird, httpTypes, logging, lifecycle,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: settings),
        .testTarget(
            name: "duetTests",
            dependencies: [
                "Accounts", "CallCore", "DuetServer", "IceServers", "Signaling", "Storage", "duet", logging,
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: settings),

        // What tests share.
        .target(
            name: "TestSupport", dependencies: ["CallCore", "Storage", "Switchboard"], swiftSettings: settings
        ),
    ]
)
