import Foundation
import Subprocess
import SystemPackage

/// A server in a process of its own, with a database of its own, for as long as the work takes.
struct BenchServer {
    let port: Int
    let processID: Int32
    let people: [BenchPeople.Person]

    /// Starts a server, does the work, and stops the server.
    /// - Parameter people: How many accounts there are, each with a session.
    static func with<Result: Sendable>(
        people count: Int, _ work: @escaping @Sendable (BenchServer) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "duet-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = folder.appending(path: "duet.sqlite").path
        try Data("<!doctype html>".utf8).write(to: folder.appending(path: "index.html"))
        let people = try await BenchPeople(count: count, databasePath: database).people
        let result = try await run(
            .path(FilePath(try executable())),
            arguments: [
                "serve", "--port", "0", "--database", database, "--web", folder.path, "--log-level",
                "warning",
            ],
            // What is configured for another server must not bend the measurement.
            environment: .inherit.updating(
                Dictionary(
                    uniqueKeysWithValues: SettingsKey.allCases.map {
                        (Environment.Key(stringLiteral: $0.environmentName), nil)
                    })),
            input: .none, output: .sequence, error: .currentStandardError
        ) { execution in
            for try await line in execution.standardOutput.strings() {
                guard let port = port(in: line) else { continue }
                let server = BenchServer(
                    port: port, processID: execution.processIdentifier.value, people: people)
                defer { try? execution.send(signal: .terminate) }
                return Optional(try await work(server))
            }
            return nil
        }
        guard let value = result.closureResult else {
            throw CommandFailure("The server for the benchmark did not start.")
        }
        return value
    }

    /// What of its memory is in RAM, in bytes (proc(5), `statm`).
    func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(processID)/statm", encoding: .utf8)
        guard let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw CommandFailure("The server's memory cannot be read.")
        }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func port(in line: String) -> Int? {
        guard let range = line.firstRange(of: "http://127.0.0.1:") else { return nil }
        return Int(line[range.upperBound...].prefix { $0.isNumber })
    }

    private static func executable() throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }
}
