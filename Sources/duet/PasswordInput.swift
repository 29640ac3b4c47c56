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

    /// - Throws: ``CommandFailure`` when there is none.
    func read() throws -> String {
        if passwordStdin {
            guard let line = readLine() else {
                throw CommandFailure("There is no password on standard input.")
            }
            return line
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure("There is no terminal to ask at. Use --password-stdin.")
        }
        guard let first = prompt("Password: "), let second = prompt("Again: ") else {
            throw CommandFailure("No password was given.")
        }
        guard first == second else { throw CommandFailure("The two passwords differ. Nothing was changed.") }
        return first
    }

    private func prompt(_ text: String) -> String? {
        FileHandle.standardError.write(Data(text.utf8))
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSANOW, &before)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        return readLine()
    }
}
