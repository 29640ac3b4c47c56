import Configuration
import Foundation
import SystemPackage

/// The configuration file: one JSON object with the keys of ``SettingsKey``.
struct ConfigurationFile {
    let path: String

    /// Reads the file.
    /// - Throws: ``CommandFailure`` that names the file and what is wrong: missing, not JSON, a key that
    ///   does not exist, or a value of the wrong kind. The library would take the default instead.
    func provider() async throws -> any ConfigProvider {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.configuration("The configuration file \(path) cannot be read.")
        }
        let object: Any
        do {
            object = try JSONSerialization.jsonObject(with: data)
        } catch {
            throw CommandFailure.configuration("The configuration file \(path) is not JSON.")
        }
        guard let values = object as? [String: Any] else {
            throw CommandFailure.configuration("The configuration file \(path) must be one JSON object.")
        }
        for (name, value) in values { try check(name, value) }
        return try await FileProvider<JSONSnapshot>(filePath: FilePath(path))
    }

    private func check(_ name: String, _ value: Any) throws {
        guard let key = SettingsKey(rawValue: name) else {
            let known = SettingsKey.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure.configuration(
                "The configuration file \(path) has an unknown key \"\(name)\". Known are: \(known).")
        }
        let isTruth = value is Bool
        let fits =
            switch key.kind {
            case .text: value is String
            case .number: value is Int && !isTruth
            case .truth: isTruth
            case .texts: value is [String]
            }
        guard fits else {
            throw CommandFailure.configuration(
                "In the configuration file \(path), \(name) must be \(key.kind.rawValue).")
        }
    }
}
