import Configuration
import Foundation

/// Reads one setting from the options, the environment or the file, whichever has it first. A value that
/// is there and cannot be used is an error, never silently the default.
struct SettingsReader {
    private let reader: ConfigReader

    /// - Parameters:
    ///   - options: What was given on the command line.
    ///   - file: The configuration file, if one was named.
    init(options: [SettingsKey: ConfigValue], file: ConfigurationFile?) async throws {
        let values = options.map { (AbsoluteConfigKey($0.key.key), $0.value) }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "options", values: Dictionary(uniqueKeysWithValues: values)),
            EnvironmentVariablesProvider().prefixKeys(with: "duet"),
        ]
        if let file { providers.append(try await file.provider()) }
        reader = ConfigReader(providers: providers)
    }

    func text(_ key: SettingsKey) -> String? {
        reader.string(forKey: key.key, isSecret: key.isSecret)
    }

    func texts(_ key: SettingsKey) -> [String] {
        reader.stringArray(forKey: key.key, default: [])
    }

    func number(_ key: SettingsKey, in range: ClosedRange<Int>) throws -> Int? {
        guard let number = reader.int(forKey: key.key) else {
            try demandAbsence(of: key)
            return nil
        }
        guard range.contains(number) else {
            throw CommandFailure.configuration(
                "\(key.rawValue) must be from \(range.lowerBound) to \(range.upperBound), not \(number).")
        }
        return number
    }

    func truth(_ key: SettingsKey) throws -> Bool? {
        guard let truth = reader.bool(forKey: key.key) else {
            try demandAbsence(of: key)
            return nil
        }
        return truth
    }

    private func demandAbsence(of key: SettingsKey) throws {
        guard let text = reader.string(forKey: key.key) else { return }
        throw CommandFailure.configuration(
            "\(key.rawValue) (in the environment \(key.environmentName)) must be \(key.kind.rawValue), not \"\(text)\"."
        )
    }
}
