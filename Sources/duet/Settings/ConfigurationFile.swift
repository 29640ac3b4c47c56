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
        guard !path.isEmpty else { throw CommandFailure.configuration("--config must name a file.") }
        for (name, value) in try values(contents()) { try check(name, value) }
        return try await FileProvider<JSONSnapshot>(filePath: FilePath(path))
    }

    private func contents() throws -> Data {
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            throw CommandFailure.configuration(
                "There is no configuration file \(path). Name one that is there with --config, or leave it out."
            )
        } catch let error as CocoaError where error.code == .fileReadNoPermission {
            throw CommandFailure.configuration(
                "This user may not read the configuration file \(path). Run the command as the user that runs Duet, or give this one the right to read it."
            )
        } catch {
            throw CommandFailure.configuration(
                "The configuration file \(path) cannot be read: it must be a file, and no folder.")
        }
    }

    private func values(_ data: Data) throws -> [String: Value] {
        do {
            return try JSONDecoder().decode([String: Value].self, from: data)
        } catch DecodingError.typeMismatch {
            throw CommandFailure.configuration("The configuration file \(path) must be one JSON object.")
        } catch {
            // What stands in the file is not repeated: it may hold a secret.
            throw CommandFailure.configuration("The configuration file \(path) is not JSON.")
        }
    }

    private func check(_ name: String, _ value: Value) throws {
        guard let key = SettingsKey(rawValue: name) else {
            let known = SettingsKey.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure.configuration(
                "The configuration file \(path) has an unknown key \"\(name)\". Known are: \(known).")
        }
        guard value.kind == key.kind else {
            throw CommandFailure.configuration(
                "In the configuration file \(path), \(name) must be \(key.kind.rawValue).")
        }
    }

    /// What kind of value stands in the file. Not `JSONSerialization`'s: to that, 1 is as good as true.
    private struct Value: Decodable {
        /// nil when no setting is of this kind.
        let kind: SettingsKey.Kind?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            kind =
                if (try? container.decode(Int.self)) != nil {
                    .number
                } else if (try? container.decode(String.self)) != nil {
                    .text
                } else if (try? container.decode([String].self)) != nil {
                    .texts
                } else if (try? container.decode(Bool.self)) != nil {
                    .flag
                } else {
                    nil
                }
        }
    }
}
