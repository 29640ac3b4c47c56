import Dispatch
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The terminal of standard input without echo.
enum SilentTerminal {
    /// Runs the body while nothing that is typed is shown. Whoever gives up with Ctrl-C meanwhile gets the
    /// terminal back as it was: the signal ends the program, and no `defer` would run.
    static func run<Result>(_ body: () -> Result) -> Result {
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        let sources = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].map { restoring(before, on: $0) }
        defer { for source in sources { source.cancel() } }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &silent)
        defer { restore(before) }
        return body()
    }

    /// A source that ends the program the way the signal would have, with the terminal as it was.
    private static func restoring(_ before: termios, on number: Int32) -> any DispatchSourceSignal {
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            restore(before)
            // What a shell reports for a program that a signal has ended.
            exit(128 + number)
        }
        // Registering happens elsewhere; before it is done the signal would still be deadly.
        let registered = DispatchSemaphore(value: 0)
        source.setRegistrationHandler { registered.signal() }
        #if canImport(Darwin)
            signal(number, SIG_IGN)
        #endif
        source.resume()
        registered.wait()
        return source
    }

    private static func restore(_ before: termios) {
        var before = before
        tcsetattr(STDIN_FILENO, TCSANOW, &before)
        // The line break that was typed was not shown either.
        FileHandle.standardError.write(Data("\n".utf8))
    }
}
