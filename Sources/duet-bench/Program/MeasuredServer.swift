import Foundation
import Subprocess
import SystemPackage

/// A running program with people who can connect to it.
struct MeasuredServer: Sendable {
    let target: Target
    let port: UInt16
    let processID: Int32
    let people: [Person]
    /// The file of its database; nil where a program has none.
    let database: String?

    /// What a client says first: the upgrade of a browser's page that is signed in.
    func handshake(of person: Person) -> [UInt8] {
        let host = "127.0.0.1:\(port)"
        let path =
            switch target {
            case .duet: "/signaling?device_id=\(UUID().uuidString.lowercased())"
            case .peer: "/signaling?user=\(person.id)"
            }
        let lines = [
            "GET \(path) HTTP/1.1", "Host: \(host)", "Origin: http://\(host)", "Connection: Upgrade",
            "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: ZHVldCBiZW5jaG1hcmsuLg==",
            "Sec-WebSocket-Protocol: duet.v1", "Cookie: \(person.cookie)",
        ]
        return Array((lines + ["", ""]).joined(separator: "\r\n").utf8)
    }

    /// Starts a program with fresh people, does the work, and stops the program.
    static func with<Result: Sendable>(
        _ target: Target, seed: Seed, pinning: Pinning?,
        _ work: @escaping @Sendable (MeasuredServer) async throws -> Result
    ) async throws -> Result {
        // The program inherits it, and holds the other end of each socket.
        OpenFiles.allowAll()
        let folder = FileManager.default.temporaryDirectory.appending(path: "duet-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let prepared = try await prepare(target, seed: seed, in: folder)
        var (program, arguments) = (prepared.program, prepared.arguments)
        if let pinning { (program, arguments) = pinning.command(program, arguments) }
        let outcome = try await run(
            program.contains("/") ? .path(FilePath(program)) : .name(program),
            arguments: Arguments(arguments), environment: cleanEnvironment,
            input: .none, output: .sequence, error: .currentStandardError
        ) { execution in
            for try await line in execution.standardOutput.strings() {
                guard let port = port(in: line) else { continue }
                let result: Swift.Result<Result, any Error>
                do {
                    let server = MeasuredServer(
                        target: target, port: port, processID: execution.processIdentifier.value,
                        people: prepared.people, database: prepared.database)
                    result = .success(try await work(server))
                } catch {
                    result = .failure(error)
                }
                await execution.teardown(using: [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))])
                return Optional(try result.get())
            }
            return nil
        }
        guard let result = outcome.closureResult else {
            throw LoadFailure("\(target.name) did not start: \(program) \(arguments.joined(separator: " "))")
        }
        return result
    }

    private static func prepare(
        _ target: Target, seed: Seed, in folder: URL
    ) async throws -> (program: String, arguments: [String], people: [Person], database: String?) {
        switch target {
        case .duet(let executable):
            let database = folder.appending(path: "duet.sqlite").path
            try Data("<!doctype html>".utf8).write(to: folder.appending(path: "index.html"))
            try await createDatabase(database, with: executable)
            let people = try seed.write(to: database)
            let arguments = [
                "serve", "--port", "0", "--database", database, "--web", folder.path, "--log-level",
                "warning",
            ]
            return (executable, arguments, people, database)
        case .peer(let script):
            return ("node", [script], (0..<seed.people).map { Person(number: $0, cookie: "none=0") }, nil)
        }
    }

    /// Lets the program that is measured make its own database, so that any version of it can be measured.
    private static func createDatabase(_ path: String, with executable: String) async throws {
        let result = try await run(
            .path(FilePath(executable)),
            arguments: ["user", "add", "owner", "--password-stdin", "--database", path],
            environment: cleanEnvironment, input: .string("nobody signs in with this\n"),
            output: .discarded, error: .currentStandardError)
        guard result.terminationStatus.isSuccess else {
            throw LoadFailure("\(executable) could not make a database.")
        }
    }

    /// What is configured for another server must not bend the measurement.
    private static var cleanEnvironment: Environment {
        let configured = ProcessInfo.processInfo.environment.keys.filter { $0.hasPrefix("DUET_") }
        return .inherit.updating(
            Dictionary(uniqueKeysWithValues: configured.map { (Environment.Key(stringLiteral: $0), nil) }))
    }

    private static func port(in line: String) -> UInt16? {
        guard let range = line.firstRange(of: "http://127.0.0.1:") else { return nil }
        return UInt16(line[range.upperBound...].prefix { $0.isNumber })
    }
}
