// swift-tools-version: 6.2

import PackageDescription

/// Every target is built in the Swift 6 language mode with the same few upcoming features, so that
/// what a file imports and what an existential costs can be read in the file itself.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let asyncHTTPClient: Target.Dependency = .product(
    name: "AsyncHTTPClient", package: "async-http-client")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let inMemoryLogging: Target.Dependency = .product(name: "InMemoryLogging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let webSocketDependencies: [Target.Dependency] = [
    crypto, hummingbird, hummingbirdCore, httpTypes, lifecycle, logging, nioCore, nioPosix,
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOWebSocket", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
]

/// Dependencies point down only: each target names what stands below it, and nothing else.
let package = Package(
    name: "duet",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "duet", targets: ["duet"]),
        .executable(name: "duet-bench", targets: ["duet-bench"]),
        .executable(name: "duet-contract", targets: ["duet-contract"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(
            url: "https://github.com/apple/swift-configuration.git", from: "1.4.0",
            traits: ["JSON", "CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift.git", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.0"),
    ],
    targets: [
        // The rules of a call. Standard library and collections only.
        .target(
            name: "CallCore",
            dependencies: [
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
            ], swiftSettings: settings),
        .testTarget(name: "CallCoreTests", dependencies: ["CallCore"], swiftSettings: settings),

        // Their proof: the server's registry, the device's table and a faulty network, in every combination that can be
        // reached. It visits millions of worlds.
        .target(name: "Explorer", dependencies: ["CallCore"], swiftSettings: settings),
        .testTarget(name: "ProofTests", dependencies: ["CallCore", "Explorer"], swiftSettings: settings),

        // How often and how much of everything: the limits, and the one rate limiter.
        .target(name: "RateLimits", dependencies: ["CallCore"], swiftSettings: settings),
        .testTarget(
            name: "RateLimitsTests", dependencies: ["CallCore", "RateLimits"], swiftSettings: settings),

        // The wire.
        .target(name: "Signaling", dependencies: ["CallCore", "RateLimits"], swiftSettings: settings),
        .testTarget(
            name: "SignalingTests", dependencies: ["CallCore", "Contract", "RateLimits", "Signaling"],
            swiftSettings: settings),

        // A call's timeline in words, and as JSON.
        .target(name: "CallStory", dependencies: ["CallCore", "Signaling"], swiftSettings: settings),
        .testTarget(
            name: "CallStoryTests", dependencies: ["CallCore", "CallStory", "Signaling"],
            swiftSettings: settings),

        // What is printed from the wire and the machines for the page and the documents. Not shipped.
        .target(
            name: "Contract", dependencies: ["CallCore", "RateLimits", "Signaling"], swiftSettings: settings),
        .executableTarget(
            name: "duet-contract",
            dependencies: ["Contract", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: settings),

        // The runner around the registry of calls: one batch, one commit, then everybody hears.
        .target(
            name: "Calls", dependencies: ["CallCore", "RateLimits", "Signaling", logging, nioCore],
            swiftSettings: settings),
        .testTarget(
            name: "CallsTests",
            dependencies: [
                "Accounts", "CallCore", "CallStory", "Calls", "RateLimits", "Signaling", "Storage",
                "TestSupport",
                "kill-at-commit", logging,
                nioCore, .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: settings),
        // A process that dies while it saves, for those tests.
        .executableTarget(
            name: "kill-at-commit",
            dependencies: ["CallCore", "Calls", "Signaling", "Storage", logging, nioCore],
            path: "Tests/KillAtCommit", swiftSettings: settings),

        // People, passwords, sessions, invitations.
        .target(
            name: "Accounts",
            dependencies: ["Base64URL", "CallCore", "RateLimits", crypto, cryptoExtras, logging],
            swiftSettings: settings),
        .testTarget(
            name: "AccountsTests",
            dependencies: [
                "Accounts", "CallCore", "RateLimits", "Storage", "TestSupport", crypto, grdb, logging,
            ],
            swiftSettings: settings),

        // SQLite.
        .target(
            name: "Storage",
            dependencies: ["Accounts", "CallCore", "Calls", "Signaling", "WebPush", grdb, logging],
            swiftSettings: settings),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Accounts", "CallCore", "Calls", "Signaling", "Storage", "TestSupport", "WebPush", crypto,
                grdb,
                logging, inMemoryLogging,
            ],
            swiftSettings: settings),

        // Base64 as it stands in URLs.
        .target(name: "Base64URL", swiftSettings: settings),

        // Web Push: messages to browsers whose page is closed, by way of their push services.
        .target(
            name: "WebPush",
            dependencies: [
                "Base64URL", "CallCore", "NameLookup", "Networks", asyncHTTPClient, crypto, logging, nioCore,
                nioPosix, nioSSL,
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ], swiftSettings: settings),
        .testTarget(
            name: "WebPushTests",
            dependencies: [
                "Base64URL", "CallCore", "Networks", "TestSupport", "WebPush", crypto, logging, nioCore,
                nioPosix, nioSSL,
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ], swiftSettings: settings),

        // Addresses, networks and names, and which of them the public can have.
        .target(name: "Networks", swiftSettings: settings),
        .testTarget(name: "NetworksTests", dependencies: ["Networks"], swiftSettings: settings),

        // All addresses of a name, from the system.
        .target(
            name: "NameLookup", dependencies: ["Networks", nioCore, nioPosix], swiftSettings: settings),

        // Which STUN and TURN servers the browsers use.
        .target(name: "IceServers", dependencies: ["CallCore", "Networks", crypto], swiftSettings: settings),
        .testTarget(
            name: "IceServersTests", dependencies: ["CallCore", "IceServers"], swiftSettings: settings),

        // The other end of those servers: enough of a STUN and TURN client to find out whether they work.
        .target(
            name: "IceProbe",
            dependencies: [
                "IceServers", "NameLookup", "Networks", crypto, nioCore, nioPosix, nioSSL,
            ], swiftSettings: settings),
        .testTarget(
            name: "IceProbeTests",
            dependencies: ["IceProbe", "NameLookup", nioCore], swiftSettings: settings),

        // A certificate's files, what is wrong with them, and when they have become others.
        .target(name: "TLSFiles", dependencies: [nioCore, nioSSL], swiftSettings: settings),

        // Coturn as a child of the server, and how it is to be configured.
        .target(
            name: "Relay",
            dependencies: [
                "IceProbe", "IceServers", "NameLookup", "Networks", "TLSFiles", crypto, lifecycle, logging,
                nioCore, nioPosix,
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: settings),
        .testTarget(
            name: "RelayTests",
            dependencies: [
                "CallCore", "IceProbe", "IceServers", "Relay", "TLSFiles", "TestSupport", inMemoryLogging,
                lifecycle, logging, nioCore, nioPosix, nioSSL,
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: settings),

        // WebSockets on Hummingbird.
        .target(
            name: "WebSocketUpgrade", dependencies: ["CallCore", "RateLimits"] + webSocketDependencies,
            swiftSettings: settings),
        .testTarget(
            name: "WebSocketUpgradeTests",
            dependencies: [
                "RateLimits", "SocketClient", "TestSupport", "WebSocketUpgrade", nioSSL,
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ] + webSocketDependencies, swiftSettings: settings),

        // The other end of a WebSocket, for tests.
        .target(
            name: "SocketClient",
            dependencies: [
                nioCore, nioPosix,
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ], swiftSettings: settings),

        // The system's zlib.
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

        // The composition root.
        .target(
            name: "DuetServer",
            dependencies: [
                "Accounts", "CZlib", "CallCore", "CallStory", "Calls", "IceProbe", "IceServers", "Networks",
                "RateLimits", "Relay", "Signaling", "Storage", "TLSFiles", "WebPush", "WebSocketUpgrade",
                crypto,
                hummingbird, hummingbirdCore, httpTypes, logging, lifecycle, nioCore, nioSSL, unixSignals,
            ], swiftSettings: settings),
        .testTarget(
            name: "DuetServerTests",
            dependencies: [
                "Accounts", "CZlib", "CallCore", "Calls", "DuetServer", "IceProbe", "IceServers",
                "Networks", "RateLimits", "Relay",
                "Signaling", "Storage", "SocketClient", "TLSFiles", "TestSupport", "WebPush",
                "WebSocketUpgrade", crypto, grdb, inMemoryLogging,
                hummingbird, httpTypes, logging, lifecycle, nioCore, nioPosix, nioSSL,
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ], swiftSettings: settings),

        // The kernel's clock.
        .target(name: "CTimex"),

        // The command.
        .executableTarget(
            name: "duet",
            dependencies: [
                "Accounts", "CTimex", "CallCore", "CallStory", "DuetServer", "IceProbe", "IceServers",
                "NameLookup",
                "Networks", "Relay", "Signaling",
                "Storage", "Calls", "TLSFiles", "WebPush", hummingbird, httpTypes, logging, lifecycle,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                nioCore, nioPosix, nioSSL, unixSignals,
            ], swiftSettings: settings),
        .testTarget(
            name: "duetTests",
            dependencies: [
                "Accounts", "CallCore", "CallStory", "Calls", "DuetServer", "IceProbe", "IceServers",
                "Networks",
                "Relay",
                "Signaling",
                "Storage",
                "TLSFiles", "TestSupport", "WebPush", "duet", logging, nioCore, nioPosix, nioSSL,
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: settings),

        // What the server costs, measured from outside: load on real sockets against a process of its own.
        .target(name: "CEpoll"),
        .executableTarget(
            name: "duet-bench",
            dependencies: [
                "Accounts", "CEpoll", "CallCore", grdb,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: settings),
        .testTarget(
            name: "duet-benchTests",
            dependencies: [
                "Accounts", "CallCore", "Calls", "Storage", "duet-bench", grdb,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: settings),

        // What tests share.
        .target(
            name: "TestSupport",
            dependencies: [
                "Accounts", "Base64URL", "CallCore", "Calls", "Storage", "TLSFiles", "WebPush", crypto, grdb,
                nioCore, nioPosix, nioSSL,
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ], swiftSettings: settings),
    ]
)
