import Foundation
import Subprocess
import SystemPackage
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Asking for a password at a terminal, a real one (openpty(3)).
@Suite(.timeLimit(.minutes(2)))
struct PasswordPromptTests {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    @Test("A password is not shown while it is typed, and the terminal is as before when it was refused")
    func refused() async throws {
        let terminal = try Terminal()
        let outcome = try await add("ada", at: terminal) { _ in
            #expect(!terminal.echoes)
            terminal.type("short\n")
        }
        #expect(outcome == .exited(1))
        #expect(terminal.echoes)
        #expect(workplace.contents.isEmpty)
    }

    @Test(
        "Who gives up at the prompt gets the terminal back as it was",
        arguments: [(Signal.interrupt, 130), (.terminate, 143), (.terminalClosed, 129)] as [(Signal, Int32)])
    func givesUp(signal: Signal, exitCode: Int32) async throws {
        let terminal = try Terminal()
        let outcome = try await add("ada", at: terminal) { send in
            #expect(!terminal.echoes)
            try send(signal)
        }
        #expect(outcome == .exited(exitCode))
        #expect(terminal.echoes)
        #expect(workplace.contents.isEmpty)
    }

    @Test("A bad name is refused before any question")
    func noQuestion() async throws {
        let terminal = try Terminal()
        let outcome = try await add("bad name", at: terminal) { _ in
            Issue.record("It asked for a password.")
            terminal.type("short\n")
        }
        #expect(outcome == .exited(1))
        #expect(terminal.echoes)
    }

    /// Runs `duet user add`, and does something when it asks for the password.
    private func add(
        _ username: String, at terminal: Terminal,
        whenAsked: ((Signal) throws -> Void) throws -> Void
    ) async throws -> TerminationStatus {
        try await Subprocess.run(
            .path(Workplace.program), arguments: ["user", "add", username],
            environment: Workplace.environment(), workingDirectory: FilePath(workplace.folder.path),
            input: .fileDescriptor(terminal.inner, closeAfterSpawningProcess: false), output: .discarded,
            error: .sequence
        ) { execution in
            var text = ""
            var hasAsked = false
            for try await buffer in execution.standardError {
                text += buffer.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                guard !hasAsked, text.contains("Password: ") else { continue }
                hasAsked = true
                try whenAsked { try execution.send(signal: $0) }
            }
        }.terminationStatus
    }
}

/// Both ends of a terminal.
private final class Terminal {
    /// The person's.
    private let outer: FileDescriptor
    /// The program's.
    let inner: FileDescriptor

    init() throws {
        var outer: Int32 = -1
        var inner: Int32 = -1
        try #require(openpty(&outer, &inner, nil, nil, nil) == 0)
        self.outer = FileDescriptor(rawValue: outer)
        self.inner = FileDescriptor(rawValue: inner)
    }

    deinit {
        try? outer.close()
        try? inner.close()
    }

    var echoes: Bool {
        var settings = termios()
        tcgetattr(inner.rawValue, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    func type(_ text: String) {
        _ = try? outer.writeAll(Array(text.utf8))
    }
}
