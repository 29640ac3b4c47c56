import Accounts
import ArgumentParser
import DuetServer
import Foundation
import IceServers
import NIOCore
import Storage

/// Why a command could not do its work: a sentence that says what to do, and an exit code (sysexits.h).
struct CommandFailure: Error, CustomStringConvertible {
    let description: String
    let exitCode: Int32

    init(_ sentence: String, exitCode: Int32 = EXIT_FAILURE) {
        description = sentence
        self.exitCode = exitCode
    }

    static func configuration(_ sentence: String) -> CommandFailure {
        CommandFailure(sentence, exitCode: 78)
    }

    /// Any error in the words of a person at a terminal.
    init(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as AccountError: self.init(error.message)
        case let error as DatabaseOpenError: self.init("\(error)", exitCode: 74)
        case let error as WebAssetsError: self.init("\(error)", exitCode: 78)
        case let error as IceServerURLError: self.init("\(error)", exitCode: 78)
        case let error as IceServerListError: self.init("\(error)", exitCode: 78)
        default: self.init("\(error)")
        }
    }
}

/// Runs a command's work, and turns an error into one line on standard error and an exit code.
func reportingFailures(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch let exit as ExitCode {
        throw exit
    } catch let error as ValidationError {
        throw error
    } catch {
        let failure = CommandFailure(error)
        FileHandle.standardError.write(Data("duet: \(failure)\n".utf8))
        throw ExitCode(failure.exitCode)
    }
}
