import ArgumentParser
import Foundation
import Subprocess

/// What every benchmark is told: what is measured, how often, and where it runs.
struct RunOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The server to measure. (default: duet beside this program)", valueName: "file"))
    var server: String?

    @Flag(help: "Measure the yardstick too, a small relay on Node's ws, in turn with the server.")
    var peer = false

    @Option(help: ArgumentHelp("The yardstick's script.", valueName: "file"))
    var peerScript = "scripts/peer-relay.cjs"

    @Option(help: "How often each is measured; the medians are printed.")
    var rounds = 1

    @Flag(inversion: .prefixedNo, help: "Give the server and this program a core each.")
    var pin = true

    func validate() throws {
        guard (1...100).contains(rounds) else { throw ValidationError("--rounds must be from 1 to 100.") }
    }

    /// Gets this process ready, and everything that is measured.
    func series() async throws -> Series {
        var targets = [Target.duet(executable: try executable())]
        if peer {
            guard FileManager.default.fileExists(atPath: peerScript) else {
                throw LoadFailure("There is no \(peerScript). Name it with --peer-script.")
            }
            targets.append(.peer(script: peerScript))
        }
        let pinning = pin ? try Pinning() : nil
        try await pinning?.pinThisProcess()
        return Series(targets: targets, rounds: rounds, pinning: pinning)
    }

    func conditions() async throws -> Conditions {
        Conditions(rounds: rounds, isPinned: pin, peer: peer ? try await peerVersion() : nil)
    }

    private func peerVersion() async throws -> String {
        let result = try await Subprocess.run(
            .name("node"), arguments: [peerScript, "--version"], output: .string(limit: 4096),
            error: .currentStandardError)
        guard result.terminationStatus.isSuccess else {
            throw LoadFailure("The yardstick does not start: node \(peerScript)")
        }
        return result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func executable() throws -> String {
        if let server { return server }
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appending(path: "duet").path
        guard FileManager.default.isExecutableFile(atPath: beside) else {
            throw LoadFailure("There is no \(beside). Build it, or name a server with --server.")
        }
        return beside
    }
}
