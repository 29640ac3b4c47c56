import Calls
import Foundation
import Storage

/// Can the database be used, and for how long?
struct DatabaseExamination {
    let path: String

    private static let subject = "database"
    /// Bytes. A call takes some kilobytes, with its timeline.
    private static let littleRoom = 100_000_000
    private static let longJournal = 64_000_000

    func findings() -> [Finding] {
        do {
            switch try DatabaseCheck(path: path).run() {
            case .missing:
                return [
                    .weak(
                        Self.subject,
                        "There is none yet at \(path): `duet serve` makes it. Is this the right place?")
                ]
            case .older:
                return [
                    .weak(
                        Self.subject,
                        "\(path) is of an earlier version of Duet. `duet serve` brings it up to date when it starts; that version cannot use it then, so make a copy first."
                    )
                ]
            case .current: return [room, journal]
            }
        } catch let fault as StoreFault {
            return [.faulty(Self.subject, "\(path): \(fault.message)")]
        } catch {
            return [.faulty(Self.subject, "\(error)")]
        }
    }

    private var room: Finding {
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        guard
            let free = try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize]
                as? Int
        else { return .fine(Self.subject, "\(path) can be read and written.") }
        let room = "\(free / 1_000_000) MB are free on its disk"
        return free < Self.littleRoom
            ? .weak(Self.subject, "\(path) can be written, but only \(room). Without room no call can begin.")
            : .fine(Self.subject, "\(path) can be read and written; \(room).")
    }

    private var journal: Finding {
        let size = (try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int) ?? 0
        return size > Self.longJournal
            ? .weak(
                "journal",
                "\(path)-wal has grown to \(size / 1_000_000) MB. Some program holds the database open for long: a backup, or a browser of databases?"
            )
            : .fine("journal", "It is folded into the database.")
    }
}
