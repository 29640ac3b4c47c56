import Accounts
import ArgumentParser
import Configuration
import Foundation
import Storage

/// The options of every command that works on the database.
struct DatabaseOptions: ParsableArguments {
    static let defaultPath = "data/duet.sqlite"

    @Option(help: ArgumentHelp("The database file. (default: \(Self.defaultPath))", valueName: "file"))
    var database: String?

    @Option(help: ArgumentHelp("A configuration file, JSON.", valueName: "file"))
    var config: String?

    /// The settings, with options that another command adds.
    func reader(_ more: [SettingsKey: ConfigValue] = [:]) async throws -> SettingsReader {
        var options = more
        if let database { options[.database] = ConfigValue(.string(database), isSecret: false) }
        return try await SettingsReader(options: options, file: config.map(ConfigurationFile.init(path:)))
    }

    /// The database that the settings name, which need not be there yet.
    func file() async throws -> DatabaseLocation {
        DatabaseLocation(path: try await reader().text(.database) ?? Self.defaultPath)
    }
}
