import Accounts
import ArgumentParser
import DuetServer
import Foundation
import IceServers
import NIOCore
import Storage
import TLSFiles

/// Why a command could not do its work: a sentence that says what to do, and an exit code (sysexits.h).
struct CommandFailure: Error, CustomStringConvertible {
    /// The address cannot be listened on (EX_UNAVAILABLE).
    static let addressUnavailable: Int32 = 69
    /// The database cannot be used (EX_IOERR).
    static let databaseUnusable: Int32 = 74
    /// The configuration is wrong (EX_CONFIG).
    static let configurationWrong: Int32 = 78

    let description: String
    let exitCode: Int32

    init(_ sentence: String, exitCode: Int32 = EXIT_FAILURE) {
        description = sentence
        self.exitCode = exitCode
    }

    /// What the person has set cannot be used.
    static func configuration(_ sentence: String) -> CommandFailure {
        CommandFailure(sentence, exitCode: configurationWrong)
    }

    /// Any error in the words of a person at a terminal.
    init(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as AccountError: self.init(error.message)
        case let error as DatabaseOpenError: self.init("\(error)", exitCode: Self.databaseUnusable)
        case let error as WebAssetsError: self.init("\(error)", exitCode: Self.configurationWrong)
        case let error as TLSFault: self.init("\(error)", exitCode: Self.configurationWrong)
        case let error as IceServerURLError: self.init("\(error)", exitCode: Self.configurationWrong)
        case let error as IceServerListError: self.init("\(error)", exitCode: Self.configurationWrong)
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
        note("duet: \(failure)")
        throw ExitCode(failure.exitCode)
    }
}

/// Says something to the person that is not the command's result.
func note(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
