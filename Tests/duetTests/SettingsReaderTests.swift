import CallCore
import Configuration
import DuetServer
import Foundation
import IceServers
import Logging
import Relay
import TLSFiles
import Testing
import WebPush

@testable import duet

/// Settings: which of several values counts, and what is said about one that cannot be used.
struct SettingsReaderTests {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    private func reader(
        options: [SettingsKey: ConfigValue] = [:], environment: [String: String] = [:],
        file text: String? = nil
    ) async throws -> SettingsReader {
        var file: ConfigurationFile?
        if let text {
            try workplace.write(text, to: "duet.json")
            file = ConfigurationFile(path: workplace.folder.appending(path: "duet.json").path)
        }
        return try await SettingsReader(options: options, environment: environment, file: file)
    }

    /// What a person reads when these settings are used, with its exit code.
    private func complaint(
        options: [SettingsKey: ConfigValue] = [:], environment: [String: String] = [:],
        file: String? = nil
    ) async throws -> (sentence: String, exitCode: Int32) {
        let error = try await #require(throws: (any Error).self) {
            let reader = try await reader(options: options, environment: environment, file: file)
            _ = try reader.server()
            _ = try reader.logLevel()
        }
        let failure = CommandFailure(error)
        return (failure.description, failure.exitCode)
    }

    @Test("An option comes before the environment, and the environment before the file")
    func precedence() async throws {
        let file = #"{"port": 3, "host": "::1", "ring-seconds": 20}"#
        let environment = ["DUET_PORT": "2", "DUET_HOST": "127.0.0.2"]
        let reader = try await reader(options: [.port: 1], environment: environment, file: file)
        let settings = try reader.server()
        #expect(settings.port == 1)
        #expect(settings.host == "127.0.0.2")
        #expect(settings.timers.ring == .seconds(20))
    }

    @Test("Without any setting it listens on loopback, port 8080")
    func defaults() async throws {
        let settings = try await reader().server()
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == 8080)
        #expect(settings.webFolder == "web/dist")
        #expect(settings.publicURL == nil)
        #expect(settings.metricsAddress == nil)
        #expect(settings.trustedProxies.isEmpty)
        #expect(!settings.alwaysRelay)
        #expect(settings.push?.contact == nil && settings.push?.reach == .publicHosts)
        #expect(settings.tls == nil && settings.httpRedirect == nil && settings.strictTransport == nil)
        #expect(settings.callsPerMinute == 20)
        #expect(settings.historyKept == nil)
        #expect(try await reader(environment: ["DUET_HISTORY_DAYS": "0"]).server().historyKept == nil)
        #expect(try await reader().logLevel() == .info)
    }

    @Test("Every setting can come from the file, and every one from the environment")
    func everySetting() async throws {
        let file = """
            {"host": "::1", "port": 1, "database": "d", "web": "w", "public-url": "https://a.example",
             "ice": ["stun:a.example", "turn:b.example"], "turn-secret": "s", "turn-minutes": 5, "always-relay": true,
             "relay": "external", "ring-seconds": 5, "metrics-listen": "9464",
             "trusted-proxies": ["10.0.0.0/8", "fd00::1"], "tls-certificate": "c", "tls-key": "k",
             "http-redirect": "0.0.0.0:80", "hsts": 60,
             "push": "on", "push-contact": "mailto:me@a.example", "push-allow-private": true,
             "calls-per-minute": 7, "history-days": 90, "log-level": "debug"}
            """
        let environment = [
            "DUET_HOST": "::1", "DUET_PORT": "1", "DUET_DATABASE": "d", "DUET_WEB": "w",
            "DUET_PUBLIC_URL": "https://a.example", "DUET_ICE": "stun:a.example,turn:b.example",
            "DUET_TURN_SECRET": "s", "DUET_TURN_MINUTES": "5", "DUET_ALWAYS_RELAY": "true",
            "DUET_RELAY": "external", "DUET_RING_SECONDS": "5", "DUET_METRICS_LISTEN": "9464",
            "DUET_TRUSTED_PROXIES": "10.0.0.0/8,fd00::1", "DUET_LOG_LEVEL": "debug",
            "DUET_CALLS_PER_MINUTE": "7", "DUET_HISTORY_DAYS": "90", "DUET_TLS_CERTIFICATE": "c",
            "DUET_TLS_KEY": "k", "DUET_HTTP_REDIRECT": "0.0.0.0:80", "DUET_HSTS": "60",
            "DUET_PUSH": "on", "DUET_PUSH_CONTACT": "mailto:me@a.example",
            "DUET_PUSH_ALLOW_PRIVATE": "true",
        ]
        let others = Set(SettingsKey.allCases.map(\.environmentName)).subtracting(Self.managedRelay.keys)
        #expect(Set(environment.keys).union(["DUET_RELAY"]) == others.union(["DUET_RELAY"]))
        for reader in [try await reader(file: file), try await reader(environment: environment)] {
            let settings = try reader.server()
            #expect(settings.host == "::1")
            #expect(settings.port == 1)
            #expect(try reader.text(.database) == "d")
            #expect(settings.webFolder == "w")
            #expect(settings.publicURL?.description == "https://a.example")
            #expect(
                settings.iceServers.servers(for: UserID("a")!, at: Timestamp(milliseconds: 0)).map(\.urls)
                    == [["stun:a.example"], ["turn:b.example"]])
            #expect(try reader.text(.turnSecret) == "s")
            #expect(settings.iceServers.lifetime == 300)
            #expect(settings.alwaysRelay)
            #expect(settings.push?.contact == "mailto:me@a.example")
            #expect(settings.push?.reach == .everything)
            #expect(settings.timers.ring == .seconds(5))
            #expect(settings.callsPerMinute == 7)
            #expect(settings.historyKept == .seconds(90 * 86_400))
            #expect(settings.metricsAddress == ListenAddress(host: "127.0.0.1", port: 9464))
            #expect(settings.trustedProxies.map(\.description) == ["10.0.0.0/8", "fd00::1"])
            #expect(settings.tls == TLSFiles(certificate: "c", key: "k"))
            #expect(settings.httpRedirect == ListenAddress(host: "0.0.0.0", port: 80))
            #expect(settings.strictTransport == .seconds(60))
            #expect(try reader.logLevel() == .debug)
        }
    }

    @Test("STUN servers of strangers are used where people come from elsewhere, and none is named")
    func publicSTUN() async throws {
        func reach(_ environment: [String: String]) async throws -> IceServerList.Reach {
            try await reader(environment: environment).server().iceServers.reach
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
        #expect(try await reader().relaySecret(in: folder) == nil)
        let made = try folder.makeSecret()
        #expect(try await reader().relaySecret(in: folder) == made)
        #expect(
            try await reader(environment: ["DUET_TURN_SECRET": "north"]).relaySecret(in: folder) == "north")
    }

    private static let managedRelay = [
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
        for reader in [try await reader(file: file), try await reader(environment: Self.managedRelay)] {
            #expect(try reader.server().managedRelay == expected)
        }
    }

    @Test("a relay that Duet runs is where people come to, and takes the certificate of https")
    func managedRelay() async throws {
        let talk = ["DUET_PUBLIC_URL": "https://talk.example.org", "DUET_RELAY": "managed"]
        func relay(_ more: [String: String] = [:]) async throws -> RelaySettings? {
            try await reader(environment: talk.merging(more) { $1 }).server().managedRelay
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
        #expect(try await reader(environment: relay).server().managedRelay?.tls?.port == 50_000)
        let elsewhere = ["DUET_RELAY_HOST": "a.example", "DUET_RELAY_PORT": "8080"]
        #expect(try await reader(environment: elsewhere).relaySettings(publicURL: nil).port == 8080)
        let socket = [
            "DUET_HOST": "unix:/run/duet.sock", "DUET_PUBLIC_URL": "https://a.example",
            "DUET_RELAY": "managed",
            "DUET_RELAY_PORT": "8080",
        ]
        #expect(try await reader(environment: socket).server().managedRelay?.port == 8080)
    }

    @Test("One in the file is a number, whatever JSON libraries think of it")
    func oneIsANumber() async throws {
        #expect(try await reader(file: #"{"port": 1}"#).server().port == 1)
        #expect(try await reader(file: #"{"port": 0}"#).server().port == 0)
    }

    @Test("An IPv6 address may stand in brackets")
    func brackets() async throws {
        #expect(try await reader(environment: ["DUET_HOST": "[::1]"]).host() == "::1")
    }

    @Test(
        "A value that cannot be used is named, with what it must be",
        arguments: [
            (["DUET_RELAY": "mine"], #"relay must be one of none, external, managed, not "mine"."#),
            (["DUET_RELAY": "managed"], "Set public-url, or relay-host to its name or address."),
            (["DUET_RELAY": "managed", "DUET_ICE": "stun:a.example"], "Leave out ice."),
            (["DUET_RELAY": "external"], "relay is external, but ice names none."),
            (
                ["DUET_RELAY": "none", "DUET_ICE": "turn:a.example", "DUET_TURN_SECRET": "s"],
                "relay is none, but ice names one."
            ),
            (
                ["DUET_RELAY": "managed", "DUET_RELAY_HOST": "a b"],
                #""stun:a b:3478" is no STUN or TURN server"#
            ),
            (
                ["DUET_RELAY": "managed", "DUET_RELAY_HOST": "a.example", "DUET_RELAY_KEY": "k"],
                "relay-certificate and relay-key go together"
            ),
            (
                ["DUET_RELAY": "managed", "DUET_RELAY_HOST": "a.example", "DUET_RELAY_PORTS": "3000-2000"],
                "relay-ports must be the first and the last"
            ),
            (
                ["DUET_RELAY": "managed", "DUET_RELAY_HOST": "a.example", "DUET_RELAY_TLS_PORT": "443"],
                "relay-tls-port does nothing, for there is no certificate for it."
            ),
            (["DUET_RELAY_LAN": "true"], "relay-lan does nothing, for relay is not managed."),
            (
                ["DUET_RELAY": "managed", "DUET_RELAY_HOST": "a.example", "DUET_RELAY_PORT": "50000"],
                "Port 50000, relay-port, is among relay-ports."
            ),
            (
                ["DUET_RELAY": "managed", "DUET_RELAY_HOST": "a.example", "DUET_RELAY_PORT": "8080"],
                "port and a port of the relay are the same"
            ),
            (
                [
                    "DUET_RELAY": "managed", "DUET_RELAY_HOST": "a.example",
                    "DUET_RELAY_PUBLIC_ADDRESS": "b.example",
                ], #"relay-public-address must be an IPv4 address, not "b.example"."#
            ),
            (
                ["DUET_TLS_CERTIFICATE": "c", "DUET_TLS_KEY": "k", "DUET_PUBLIC_URL": "http://a.example"],
                "public-url must begin with https://"
            ),
            (["DUET_TURN_MINUTES": "4"], "turn-minutes must be from 5 to 1440, not 4."),
            (["DUET_PORT": "abc"], #"DUET_PORT) must be a whole number, not "abc"."#),
            (["DUET_PORT": ""], #"DUET_PORT) must be a whole number, not ""."#),
            (["DUET_PORT": "65536"], "port must be from 0 to 65535, not 65536."),
            (["DUET_PORT": "-1"], "port must be from 0 to 65535, not -1."),
            (["DUET_RING_SECONDS": "4"], "ring-seconds must be from 5 to 600, not 4."),
            (["DUET_RING_SECONDS": "601"], "ring-seconds must be from 5 to 600, not 601."),
            (["DUET_CALLS_PER_MINUTE": "0"], "calls-per-minute must be from 1 to 10000, not 0."),
            (["DUET_HISTORY_DAYS": "-1"], "history-days must be from 0 to 36500, not -1."),
            (["DUET_HOST": ""], "host (in the environment DUET_HOST) must not be empty."),
            (["DUET_WEB": ""], "web (in the environment DUET_WEB) must not be empty."),
            (["DUET_LOG_LEVEL": "loud"], #"log-level must be one of trace, debug"#),
            (["DUET_PUBLIC_URL": "talk.example"], #"not "talk.example"."#),
            (["DUET_PUBLIC_URL": "https://talk.example/path?query"], "or https://example.org/talk"),
            (["DUET_ICE": "http://a.example"], "it must begin with stun:"),
            (["DUET_ICE": "none,stun:a.example"], "either none or servers"),
            (["DUET_TRUSTED_PROXIES": "10.0.0.1/8"], "trusted-proxies must be"),
            (["DUET_METRICS_LISTEN": "9464/tcp"], "metrics-listen must be"),
            (["DUET_PUSH": "true"], #"push must be one of on, off, not "true"."#),
            (["DUET_PUSH_CONTACT": "me@a.example"], "push-contact must be like mailto:"),
            (["DUET_PUSH_CONTACT": "mailto:"], "push-contact must be like mailto:"),
            (["DUET_PUSH_CONTACT": "mailto:me@a.example\r\nX: y"], "push-contact must be like mailto:"),
            (["DUET_PUSH_CONTACT": "http://a.example"], "push-contact must be like mailto:"),
            (["DUET_ALWAYS_RELAY": "perhaps"], "DUET_ALWAYS_RELAY) must be true or false"),
            (["DUET_ALWAYS_RELAY": "true"], "always-relay needs a relay."),
            (["DUET_ICE": "stun:a.example,stun:b:0"], #""stun:b:0" is no STUN or TURN server"#),
            (["DUET_ICE": "turn:a.example"], "Set turn-secret to"),
        ])
    func unusable(environment: [String: String], says: String) async throws {
        let complaint = try await complaint(environment: environment)
        #expect(complaint.sentence.contains(says), "\(complaint.sentence)")
        #expect(complaint.exitCode == 78)
    }

    @Test("push services find the operator at the public address, if that is https, unless told otherwise")
    func pushContact() async throws {
        func push(_ environment: [String: String]) async throws -> PushSettings? {
            try await reader(environment: environment).server().push
        }
        let talk = "https://talk.example.org"
        #expect(try await push(["DUET_PUBLIC_URL": talk])?.contact == talk)
        #expect(try await push(["DUET_PUBLIC_URL": "http://talk.lan"])?.contact == nil)
        let mail = "mailto:me@example.org"
        #expect(try await push(["DUET_PUBLIC_URL": talk, "DUET_PUSH_CONTACT": mail])?.contact == mail)
        #expect(try await push(["DUET_PUSH": "off"]) == nil)
    }

    @Test("A bad value in the environment is not covered up by a good one in the file")
    func noCoverUp() async throws {
        let complaint = try await complaint(
            environment: ["DUET_PORT": "abc"], file: #"{"port": 9000}"#)
        #expect(complaint.sentence.contains("DUET_PORT"))
    }

    @Test("A bad value that an option overrides does not matter")
    func overridden() async throws {
        #expect(try await reader(options: [.port: 1], environment: ["DUET_PORT": "abc"]).port() == 1)
    }

    @Test(
        "A file that cannot be used is named, with what is wrong in it",
        arguments: [
            (#"{"prot": 1}"#, #"has an unknown key "prot". Known are: host, port,"#),
            (#"{"port": "8080"}"#, "port must be a whole number."),
            (#"{"port": true}"#, "port must be a whole number."),
            (#"{"port": 80.5}"#, "port must be a whole number."),
            (#"{"host": 1}"#, "host must be a text."),
            (#"{"host": null}"#, "host must be a text."),
            (#"{"host": {"a": 1}}"#, "host must be a text."),
            (#"{"always-relay": "true"}"#, "always-relay must be true or false."),
            (#"{"always-relay": 1}"#, "always-relay must be true or false."),
            (#"{"metrics-listen": 9464}"#, "metrics-listen must be a text."),
            (#"{"ice": "stun:a.example"}"#, "ice must be a list of texts."),
            (#"{"ice": [1]}"#, "ice must be a list of texts."),
            ("[]", "must be one JSON object."),
            ("5", "must be one JSON object."),
            ("{", "is not JSON."),
            ("", "is not JSON."),
        ])
    func unusableFile(text: String, says: String) async throws {
        let complaint = try await complaint(file: text)
        #expect(complaint.sentence.contains("duet.json"))
        #expect(complaint.sentence.contains(says), "\(complaint.sentence)")
        #expect(complaint.exitCode == 78)
    }

    @Test("A file that is not there is named")
    func missingFile() async throws {
        let error = try await #require(throws: CommandFailure.self) {
            _ = try await SettingsReader(
                options: [:], environment: [:], file: ConfigurationFile(path: "/nowhere/duet.json"))
        }
        #expect(error.description == "The configuration file /nowhere/duet.json cannot be read.")
        #expect(error.exitCode == 78)
    }
}
