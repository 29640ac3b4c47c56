import Accounts
import ArgumentParser
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a password comes from: the terminal, without showing it, or standard input. Never the command
/// line, which every process of the machine can read.
struct PasswordInput: ParsableArguments {
    @Flag(help: "Read the password from standard input, for scripts.")
    var passwordStdin = false

    /// A password that may be chosen.
    /// - Throws: ``CommandFailure`` when there is none, and as `Password.init(chosen:)`.
    func read() throws -> String {
        if passwordStdin {
            guard let line = readLine() else {
                throw CommandFailure("There is no password on standard input.")
            }
            _ = try Password(chosen: line)
            return line
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure("There is no terminal to ask at. Use --password-stdin.")
        }
        let first = try prompt("Password: ")
        _ = try Password(chosen: first)
        let second = try prompt("Again: ")
        guard first == second else { throw CommandFailure("The two passwords differ. Nothing was changed.") }
        return first
    }

    private func prompt(_ text: String) throws -> String {
        let line = SilentTerminal.run {
            FileHandle.standardError.write(Data(text.utf8))
            return readLine()
        }
        guard let line else { throw CommandFailure("No password was given.") }
        return line
    }
}
