import DuetServer
import Foundation
import IceServers
import Relay
import TLSFiles
import Testing

@testable import duet

/// Settings of STUN servers and relays.
struct RelaySettingsTests {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    @Test("STUN servers of strangers are used where people come from elsewhere, and none is named")
    func publicSTUN() async throws {
        func reach(_ environment: [String: String]) async throws -> IceServerList.Reach {
            try await workplace.settings(environment: environment).server().iceServers.reach
        }
        let others = IceServerList.Reach.directByPublicServers(["stun.cloudflare.com", "stun.l.google.com"])
        #expect(try await reach([:]) == .oneNetwork)
        #expect(try await reach(["DUET_HOST": "0.0.0.0"]) == others)
        let talk = ["DUET_PUBLIC_URL": "https://talk.example.org"]
        #expect(try await reach(talk) == others)
        #expect(try await reach(talk.merging(["DUET_ICE": "none"]) { $1 }) == .oneNetwork)
        #expect(
            try await reach(talk.merging(["DUET_ICE": "stun:[2001:db8::1]:3478"]) { $1 })
                == .direct(["[2001:db8::1]"]))
        let relay = ["DUET_ICE": "turn:relay.example.org?transport=udp", "DUET_TURN_SECRET": "s"]
        #expect(try await reach(talk.merging(relay) { $1 }) == .relayed(["relay.example.org"]))
    }

    @Test("The secret of a managed relay is the one that was given, or else the one that was made before")
    func relaySecret() async throws {
        let folder = RelayFolder(databasePath: workplace.folder.appending(path: "duet.sqlite").path)
        #expect(try await workplace.settings().relaySecret(in: folder) == nil)
        let made = try folder.makeSecret()
        #expect(try await workplace.settings().relaySecret(in: folder) == made)
        #expect(
            try await workplace.settings(environment: ["DUET_TURN_SECRET": "north"]).relaySecret(in: folder)
                == "north")
    }

    static let managedRelay = [
        "DUET_RELAY": "managed", "DUET_RELAY_HOST": "r.example", "DUET_RELAY_PORT": "2",
        "DUET_RELAY_TLS_PORT": "3",
        "DUET_RELAY_CERTIFICATE": "rc", "DUET_RELAY_KEY": "rk", "DUET_RELAY_ADDRESS": "192.0.2.5",
        "DUET_RELAY_PUBLIC_ADDRESS": "192.0.2.6", "DUET_RELAY_PORTS": "2000-3000", "DUET_RELAY_LAN": "true",
    ]

    @Test("every setting of a relay that Duet runs can come from the file, and from the environment")
    func everySettingOfManagedRelay() async throws {
        let file = """
            {"relay": "managed", "relay-host": "r.example", "relay-port": 2, "relay-tls-port": 3,
             "relay-certificate": "rc", "relay-key": "rk", "relay-address": "192.0.2.5",
             "relay-public-address": "192.0.2.6", "relay-ports": "2000-3000", "relay-lan": true}
            """
        var expected = RelaySettings(host: "r.example")
        expected.port = 2
        expected.tls = RelaySettings.TLS(port: 3, files: TLSFiles(certificate: "rc", key: "rk"))
        expected.address = "192.0.2.5"
        expected.publicAddress = "192.0.2.6"
        expected.ports = 2000...3000
        expected.reachesPrivateNetworks = true
        for reader in [
            try await workplace.settings(file: file),
            try await workplace.settings(environment: Self.managedRelay),
        ] {
            #expect(try reader.server().managedRelay == expected)
        }
    }

    @Test("a relay that Duet runs is where people come to, and takes the certificate of https")
    func managedRelay() async throws {
        let talk = ["DUET_PUBLIC_URL": "https://talk.example.org", "DUET_RELAY": "managed"]
        func relay(_ more: [String: String] = [:]) async throws -> RelaySettings? {
            try await workplace.settings(environment: talk.merging(more) { $1 }).server().managedRelay
        }
        #expect(try await relay() == RelaySettings(host: "talk.example.org"))
        #expect(try await relay(["DUET_RELAY_HOST": "relay.example.org"])?.host == "relay.example.org")
        let https = ["DUET_TLS_CERTIFICATE": "c", "DUET_TLS_KEY": "k"]
        #expect(
            try await relay(https)?.tls
                == RelaySettings.TLS(port: 5349, files: TLSFiles(certificate: "c", key: "k")))
        #expect(
            try await relay(https.merging(["DUET_RELAY_CERTIFICATE": "rc", "DUET_RELAY_KEY": "rk"]) { $1 })?
                .tls
                == RelaySettings.TLS(port: 5349, files: TLSFiles(certificate: "rc", key: "rk")))
        #expect(try await relay(["DUET_RELAY": "none"]) == nil)
    }

    @Test("what is relayed is UDP, and a relay of somebody else is on another machine")
    func portsOfRelay() async throws {
        let relay = [
            "DUET_RELAY": "managed", "DUET_RELAY_HOST": "a.example", "DUET_RELAY_TLS_PORT": "50000",
            "DUET_TLS_CERTIFICATE": "c", "DUET_TLS_KEY": "k", "DUET_PORT": "50001",
        ]
        #expect(try await workplace.settings(environment: relay).server().managedRelay?.tls?.port == 50_000)
        let elsewhere = ["DUET_RELAY_HOST": "a.example", "DUET_RELAY_PORT": "8080"]
        #expect(
            try await workplace.settings(environment: elsewhere).relaySettings(publicURL: nil).port == 8080)
        let socket = [
            "DUET_HOST": "unix:/run/duet.sock", "DUET_PUBLIC_URL": "https://a.example",
            "DUET_RELAY": "managed",
            "DUET_RELAY_PORT": "8080",
        ]
        #expect(try await workplace.settings(environment: socket).server().managedRelay?.port == 8080)
    }
}
