import Configuration
import Foundation
import Testing

@testable import duet

extension Workplace {
    /// The settings that these options, variables and text of a configuration file make.
    func settings(
        options: [SettingsKey: ConfigValue] = [:], environment: [String: String] = [:],
        file text: String? = nil
    ) async throws -> SettingsReader {
        var file: ConfigurationFile?
        if let text {
            try write(text, to: "duet.json")
            file = ConfigurationFile(path: folder.appending(path: "duet.json").path)
        }
        return try await SettingsReader(options: options, environment: environment, file: file)
    }

    /// What a person reads when these settings are used, with its exit code.
    func complaint(
        environment: [String: String] = [:], file: String? = nil
    ) async throws -> (sentence: String, exitCode: Int32) {
        let error = try await #require(throws: (any Error).self) {
            let reader = try await settings(environment: environment, file: file)
            _ = try reader.server()
            _ = try reader.logLevel()
        }
        let failure = CommandFailure(error)
        return (failure.description, failure.exitCode)
    }
}
