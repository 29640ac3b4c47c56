import Foundation
import NIOCore
import NIOPosix

/// The Unix socket that a server listens on. Who may connect is said by the rights of its file: its user and its group.
struct UnixSocket: Sendable {
    let path: String

    private static let rights: mode_t = 0o660

    /// Finds out whether a server can listen there: where nothing is, or where a server that is gone has left its socket.
    /// - Throws: ``CommandFailure``.
    func demandFree() async throws {
        guard let address = try? SocketAddress(unixDomainSocketPath: path), path.hasPrefix("/") else {
            throw CommandFailure.configuration(
                "The Unix socket must be a whole path of at most 100 letters, like unix:/run/duet.sock.")
        }
        guard let status = try? FileManager.default.attributesOfItem(atPath: path) else { return }
        guard status[.type] as? FileAttributeType == .typeSocket else {
            throw unavailable(
                "\(path) is there, and is no socket. Remove it, or name another path with --host.")
        }
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(to: address).get()
            try? await channel.close()
        } catch let error as IOError where error.errnoCode == ECONNREFUSED {
            return
        } catch let error as IOError where error.errnoCode == EACCES {
            throw unavailable(
                "This user may not use the socket \(path), which another user has made. Remove it if nothing runs there."
            )
        } catch {
            // Somebody is there, if only too busy to answer, or not for us.
        }
        throw unavailable(
            "Another program listens on \(path). Stop that one, or name another path with --host (or DUET_HOST)."
        )
    }

    /// Lets the file be made for its user alone: only then is it opened to the group. It has to be the process's mask.
    /// - Returns: The mask from before.
    func maskRights() -> mode_t { umask(0o177) }

    /// The file is there.
    func openToGroup(maskBefore: mode_t) {
        umask(maskBefore)
        chmod(path, Self.rights)
    }

    func remove() { unlink(path) }

    /// Why nothing can listen there.
    func failure(_ error: IOError) -> any Error {
        switch error.errnoCode {
        case EACCES, EPERM: unavailable("This user may not make the socket \(path).")
        case ENOENT: unavailable("There is no folder for the socket \(path).")
        default: error
        }
    }

    private func unavailable(_ sentence: String) -> CommandFailure {
        CommandFailure(sentence, exitCode: CommandFailure.addressUnavailable)
    }
}
