import Accounts
import CallCore
import Foundation
import Storage
import Subprocess
import SystemPackage

/// An empty folder in which the built program runs the way a person runs it, and which goes away afterwards.
final class Workplace {
    /// How the program ended and what it said.
    struct Outcome {
        let exitCode: Int32?
        let output: String
        let complaint: String
    }

    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "duet-command-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Everything in the folder, with what it holds.
    var contents: [String: Data] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return Dictionary(
            uniqueKeysWithValues: names.map { name in
                (name, FileManager.default.contents(atPath: folder.appending(path: name).path) ?? Data())
            })
    }

    func write(_ text: String, to name: String) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// A page that is enough for a server to start.
    func writePage() throws { try write("<!doctype html>", to: "web/dist/index.html") }

    /// An account with a hash that no password fits: deriving one takes seconds in a debug build.
    func addAccount(_ username: String, to name: String = "duet.sqlite") async throws {
        let database = try AppDatabase(path: folder.appending(path: name).path)
        try await SQLiteAccountStore(database).insert(
            Account(
                id: UserID(username)!, username: username, name: username, isDisabled: false,
                createdAt: Timestamp(milliseconds: 1_800_000_000_000)),
            passwordHash: "$scrypt$none")
        try database.close()
    }

    /// The accounts of a database, as a program that comes later finds them.
    func accounts(in name: String = "duet.sqlite") async throws -> [Account] {
        let database = try AppDatabase(path: folder.appending(path: name).path)
        let accounts = try await SQLiteAccountStore(database).accounts()
        try database.close()
        return accounts
    }

    func passwordHash(of username: String) async throws -> String? {
        let database = try AppDatabase(path: folder.appending(path: "duet.sqlite").path)
        let hash = try await SQLiteAccountStore(database).credential(username: username)?.passwordHash
        try database.close()
        return hash
    }

    /// Runs the program to its end.
    func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> Outcome {
        let result = try await Subprocess.run(
            .path(Self.program), arguments: Arguments(arguments), environment: Self.environment(environment),
            workingDirectory: FilePath(folder.path),
            input: .fileDescriptor(try file(holding: input), closeAfterSpawningProcess: true),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20))
        var exitCode: Int32?
        if case .exited(let code) = result.terminationStatus { exitCode = code }
        return Outcome(
            exitCode: exitCode, output: result.standardOutput, complaint: result.standardError)
    }

    /// A file without a name. Not a pipe: the program may well end before it has read its input, and the
    /// library that writes into the pipe then traps.
    private func file(holding text: String) throws -> FileDescriptor {
        let path = FileManager.default.temporaryDirectory.appending(path: "duet-input-\(UUID().uuidString)")
            .path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try FileDescriptor.open(path, .readOnly)
    }

    /// The program lies beside the tests.
    static let program = FilePath(
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "duet")
            .path)

    /// This process's environment without what configures Duet.
    static func environment(_ more: [String: String] = [:]) -> Environment {
        let kept = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("DUET_") }
        return .custom(
            Dictionary(
                uniqueKeysWithValues: kept.merging(more) { $1 }.map {
                    (Environment.Key(stringLiteral: $0.key), $0.value)
                }))
    }
}
