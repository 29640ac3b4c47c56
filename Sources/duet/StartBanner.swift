import Accounts
import DuetServer
import Foundation
import IceServers
import TLSFiles

/// What the operator reads when the server has started.
struct StartBanner: Sendable {
    let settings: ServerSettings
    /// nil where Duet speaks plain HTTP.
    let certificateExpires: Date?
    let databasePath: String
    let isDemo: Bool

    func print(port: Int, accounts: AccountService) async {
        let here = settings.localAddress(port: port)
        let local = settings.socketPath == nil ? here.description : settings.host
        var lines = ["", "Duet \(DuetServer.version) is running.", ""]
        let address = settings.publicURL?.description ?? local
        lines.append("  Address:   \(address)")
        if let everywhere = here.everywhere {
            let onThisMachine = settings.publicURL == nil ? "" : ", which is \(here) from here"
            lines.append("  Listens:   \(everywhere)\(onThisMachine)")
        } else if settings.publicURL != nil {
            lines.append("  Listens:   \(local)")
        }
        if settings.publicURL == nil, !settings.isLoopbackOnly {
            lines.append("  Answers:   to its IP addresses; set public-url for people to reach it by a name")
        }
        lines += https
        lines += reach
        lines.append("  Database:  \(databasePath)")
        if let address = settings.metricsAddress { lines.append("  Metrics:   http://\(address)/metrics") }
        lines.append("")
        lines += isDemo ? demo : await setUp(below: address, accounts)
        lines.append("  Stop it with Ctrl-C.")
        lines.append("")
        FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// How https is served, and what it is needed for.
    private var https: [String] {
        var lines: [String] = []
        if let tls = settings.tls, let certificateExpires {
            let day = certificateExpires.formatted(.iso8601.year().month().day())
            lines.append(
                certificateExpires < Date()
                    ? "  https:     \(tls.certificate) expired on \(day); browsers will refuse it"
                    : "  https:     \(tls.certificate), until \(day)")
        }
        if let address = settings.httpRedirect {
            lines.append("  Redirects: plain http at \(address) to https")
        }
        if !settings.opensMicrophones {
            lines += [
                "  Careful:   browsers open the microphone on https and on localhost only. Set tls-certificate and",
                "             tls-key, or put a reverse proxy with https in front and set public-url.",
            ]
        }
        return lines
    }

    /// How far calls get, and what helps them.
    private var reach: [String] {
        let noRelay = "  Relay:     none; where two networks allow no direct connection a call fails"
        switch settings.iceServers.reach {
        case .oneNetwork:
            return settings.isReachedFromElsewhere
                ? ["  Calls:     within one network only; there is no STUN server and no relay"] : []
        case .directByPublicServers(let hosts):
            return [
                "  STUN:      \(hosts.joined(separator: ", "))",
                "             (public servers, which learn the addresses of those who call; --ice none does without)",
                noRelay,
            ]
        case .direct(let hosts): return ["  STUN:      \(hosts.joined(separator: ", "))", noRelay]
        case .relayed(let hosts):
            let who = settings.managedRelay == nil ? "" : " (coturn, run by Duet)"
            let every = settings.alwaysRelay ? ", for every call" : ""
            return ["  Relay:     \(hosts.joined(separator: ", "))\(who)\(every)"]
        }
    }

    private var demo: [String] {
        // Whether somebody has changed a password since could only be found out by a costly derivation.
        var lines = [
            "  Sign in in two browsers (or a normal and a private window). Unless you changed them:", "",
        ]
        for person in DemoAccounts.people {
            lines.append(
                "    name: \(person.username.padding(toLength: 8, withPad: " ", startingAt: 0))password: \(person.password)"
            )
        }
        return lines + ["", "  Demonstration mode: only this machine can reach it (loopback).", ""]
    }

    private func setUp(below address: String, _ accounts: AccountService) async -> [String] {
        do {
            guard let issued = try await accounts.setupLink() else { return [] }
            return [
                "  There is no account yet. This link makes the first one; it works once:", "",
                "    \(InvitationLinks.url(of: issued, below: address))", "",
            ]
        } catch {
            return ["  The set-up link could not be made: \(error)", ""]
        }
    }
}
