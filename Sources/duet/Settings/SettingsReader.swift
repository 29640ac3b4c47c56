import Configuration
import Foundation

/// Reads one setting from the options, the environment or the file, whichever has it first. A value that
/// is there and cannot be used is an error, never silently the default.
struct SettingsReader {
    private let reader: ConfigReader
    /// With the variables of other programs.
    let environment: [String: String]

    /// - Parameters:
    ///   - options: What was given on the command line.
    ///   - environment: The variables of ``SettingsKey/environmentName``, and others that are not ours.
    ///   - file: The configuration file, if one was named.
    /// - Throws: ``CommandFailure`` as ``ConfigurationFile/provider()``.
    init(
        options: [SettingsKey: ConfigValue],
        environment: [String: String] = ProcessInfo.processInfo.environment, file: ConfigurationFile?
    ) async throws {
        self.environment = environment
        let values = options.map { (AbsoluteConfigKey($0.key.key), $0.value) }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "options", values: Dictionary(uniqueKeysWithValues: values)),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "duet"),
        ]
        if let file { providers.append(try await file.provider()) }
        reader = ConfigReader(providers: providers)
    }

    /// - Throws: ``CommandFailure`` when it is there and empty: no text of ours may be.
    func text(_ key: SettingsKey) throws -> String? {
        guard let text = reader.string(forKey: key.key, isSecret: key.isSecret) else { return nil }
        guard !text.isEmpty else {
            throw CommandFailure.configuration(
                "\(key.rawValue) (in the environment \(key.environmentName)) must not be empty.")
        }
        return text
    }

    /// Is there a value, whatever it is?
    func isSet(_ key: SettingsKey) -> Bool {
        reader.string(forKey: key.key) != nil || reader.int(forKey: key.key) != nil
            || reader.bool(forKey: key.key) == true
    }

    /// One of a few words.
    /// - Throws: ``CommandFailure`` that names them when it is another.
    func choice<Word: RawRepresentable<String> & CaseIterable>(
        _ key: SettingsKey, of words: Word.Type
    ) throws -> Word? {
        guard let text = try text(key) else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = words.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure.configuration("\(key.rawValue) must be one of \(known), not \"\(text)\".")
        }
        return word
    }

    func texts(_ key: SettingsKey) -> [String] {
        reader.stringArray(forKey: key.key, default: [])
    }

    /// - Throws: ``CommandFailure`` when it is no number or out of range.
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

    /// - Throws: ``CommandFailure`` when it is neither true nor false.
    func flag(_ key: SettingsKey) throws -> Bool {
        guard let flag = reader.bool(forKey: key.key) else {
            try demandAbsence(of: key)
            return false
        }
        return flag
    }

    /// The library answers nil both when there is no value and when there is one of another kind.
    private func demandAbsence(of key: SettingsKey) throws {
        guard let text = reader.string(forKey: key.key) else { return }
        throw CommandFailure.configuration(
            "\(key.rawValue) (in the environment \(key.environmentName)) must be \(key.kind.rawValue), not \"\(text)\"."
        )
    }
}
