import Accounts
import ArgumentParser
import Configuration
import Logging
import Storage

/// The options of every command that works on the database.
struct DatabaseOptions: ParsableArguments {
    static let defaultPath = "data/duet.sqlite"

    @Option(help: ArgumentHelp("The database file. (default: \(Self.defaultPath))", valueName: "file"))
    var database: String?

    @Option(help: ArgumentHelp("A configuration file, JSON.", valueName: "file"))
    var config: String?

    var values: [SettingsKey: ConfigValue] {
        database.map { [.database: ConfigValue(.string($0), isSecret: false)] } ?? [:]
    }

    /// The settings, with options that another command adds.
    func reader(_ more: [SettingsKey: ConfigValue] = [:]) async throws -> SettingsReader {
        try await SettingsReader(
            options: values.merging(more) { $1 }, file: config.map(ConfigurationFile.init(path:)))
    }

    /// Opens the database that the settings name.
    func open() async throws -> AppDatabase {
        let path = try await reader().text(.database) ?? Self.defaultPath
        return try AppDatabase(path: path)
    }

    /// The accounts in the database that the settings name.
    func accounts() async throws -> AccountService {
        AccountService(store: SQLiteAccountStore(try await open()), hasher: PasswordHasher())
    }
}
