import CallCore
import Configuration
import DuetServer
import Foundation
import IceServers
import Logging
import NIOSSL
import Networks
import TLSFiles
import TestSupport
import Testing
import WebPush

@testable import duet

/// Settings: where each can come from, and which of several values counts.
struct SettingsReaderTests {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    @Test("An option comes before the environment, and the environment before the file")
    func precedence() async throws {
        let file = #"{"port": 3, "host": "::1", "ring-seconds": 20}"#
        let environment = ["DUET_PORT": "2", "DUET_HOST": "127.0.0.2"]
        let reader = try await workplace.settings(options: [.port: 1], environment: environment, file: file)
        let settings = try reader.server()
        #expect(settings.port == 1)
        #expect(settings.host == "127.0.0.2")
        #expect(settings.timers.ring == .seconds(20))
    }

    @Test("Without any setting it listens on loopback, port 8080")
    func defaults() async throws {
        let settings = try await workplace.settings().server()
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
        #expect(
            try await workplace.settings(environment: ["DUET_HISTORY_DAYS": "0"]).server().historyKept == nil)
        #expect(try await workplace.settings().logLevel() == .info)
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
        let others = Set(SettingsKey.allCases.map(\.environmentName)).subtracting(
            RelaySettingsTests.managedRelay.keys)
        #expect(Set(environment.keys).union(["DUET_RELAY"]) == others.union(["DUET_RELAY"]))
        for reader in [
            try await workplace.settings(file: file), try await workplace.settings(environment: environment),
        ] {
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

    @Test("One in the file is a number, whatever JSON libraries think of it")
    func oneIsANumber() async throws {
        #expect(try await workplace.settings(file: #"{"port": 1}"#).server().port == 1)
        #expect(try await workplace.settings(file: #"{"port": 0}"#).server().port == 0)
    }

    @Test("An IPv6 address may stand in brackets")
    func brackets() async throws {
        #expect(try await workplace.settings(environment: ["DUET_HOST": "[::1]"]).host() == "::1")
    }

    @Test("push services find the operator at the public address, if that is https, unless told otherwise")
    func pushContact() async throws {
        func push(_ environment: [String: String]) async throws -> PushSettings? {
            try await workplace.settings(environment: environment).server().push
        }
        let talk = "https://talk.example.org"
        #expect(try await push(["DUET_PUBLIC_URL": talk])?.contact == talk)
        #expect(try await push(["DUET_PUBLIC_URL": "http://talk.lan"])?.contact == nil)
        let mail = "mailto:me@example.org"
        #expect(try await push(["DUET_PUBLIC_URL": talk, "DUET_PUSH_CONTACT": mail])?.contact == mail)
        #expect(try await push(["DUET_PUSH": "off"]) == nil)
    }

    @Test("issuers that are trusted come from the file that SSL_CERT_FILE names, which must hold some")
    func trust() async throws {
        func trust(_ environment: [String: String]) async throws -> NIOSSLTrustRoots {
            try await workplace.settings(environment: environment).server().trust
        }
        #expect(try await trust([:]) == .default)
        #expect(try await trust(["SSL_CERT_FILE": ""]) == .default)
        try workplace.write(TestCertificate.first.certificate, to: "issuers.pem")
        let issuers = workplace.folder.appending(path: "issuers.pem").path
        #expect(try await trust(["SSL_CERT_FILE": issuers]) == TestCertificate.first.trust)
        let complaint = try await workplace.complaint(environment: ["SSL_CERT_FILE": "/nowhere.pem"])
        #expect(complaint.sentence.hasPrefix("SSL_CERT_FILE names /nowhere.pem, which holds no certificates"))
        #expect(complaint.exitCode == 78)
    }
}
