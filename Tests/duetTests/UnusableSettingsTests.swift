import Configuration
import Foundation
import Testing

@testable import duet

/// What is said about a setting that cannot be used.
struct UnusableSettingsTests {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

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
        let complaint = try await workplace.complaint(environment: environment)
        #expect(complaint.sentence.contains(says), "\(complaint.sentence)")
        #expect(complaint.exitCode == 78)
    }

    @Test("A bad value in the environment is not covered up by a good one in the file")
    func noCoverUp() async throws {
        let complaint = try await workplace.complaint(
            environment: ["DUET_PORT": "abc"], file: #"{"port": 9000}"#)
        #expect(complaint.sentence.contains("DUET_PORT"))
    }

    @Test("A bad value that an option overrides does not matter")
    func overridden() async throws {
        #expect(
            try await workplace.settings(options: [.port: 1], environment: ["DUET_PORT": "abc"]).port() == 1)
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
        let complaint = try await workplace.complaint(file: text)
        #expect(complaint.sentence.contains("duet.json"))
        #expect(complaint.sentence.contains(says), "\(complaint.sentence)")
        #expect(complaint.exitCode == 78)
    }

    @Test("A file that cannot be read is named, with why and what to do")
    func unreadableFile() async throws {
        func complaint(_ path: String) async throws -> CommandFailure {
            try await #require(throws: CommandFailure.self) {
                _ = try await SettingsReader(
                    options: [:], environment: [:], file: ConfigurationFile(path: path))
            }
        }
        let missing = try await complaint("/nowhere/duet.json")
        #expect(
            missing.description
                == "There is no configuration file /nowhere/duet.json. Name one that is there with --config, or leave it out."
        )
        #expect(missing.exitCode == 78)
        let folder = workplace.folder.path
        #expect(
            try await complaint(folder).description
                == "The configuration file \(folder) cannot be read: it must be a file, and no folder.")
    }

    @Test(
        "A file that this user may not read is named, with what to do",
        .enabled(if: geteuid() != 0, "root may read everything"))
    func forbiddenFile() async throws {
        try workplace.write("{}", to: "duet.json")
        let path = workplace.folder.appending(path: "duet.json").path
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        let error = try await #require(throws: CommandFailure.self) {
            _ = try await SettingsReader(
                options: [:], environment: [:], file: ConfigurationFile(path: path))
        }
        #expect(error.description.hasPrefix("This user may not read the configuration file \(path)."))
    }
}
