import Calls

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds out whether the disk has room, by writing a file that nobody ever sees. SQLite writes its log over and over
/// again in the same place, so on a full disk it finds room for a row, and none for what comes then.
enum DiskRoom {
    private static let size = 65_536

    /// - Parameter path: A file of the disk.
    static func check(beside path: String) throws(StoreFault) {
        let name = path + "-room"
        let descriptor = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fault(errno) }
        defer { close(descriptor) }
        // It is gone when it is closed, and when the process dies.
        unlink(name)
        let bytes = [UInt8](repeating: 0xD5, count: size)
        var written = 0
        while written < size {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, size - written) }
            guard count > 0 else { throw count == 0 ? .diskFull : fault(errno) }
            written += count
        }
    }

    private static func fault(_ code: Int32) -> StoreFault {
        switch code {
        case ENOSPC, EDQUOT: .diskFull
        case EROFS, EACCES, EPERM: .readOnly
        default: .other(String(cString: strerror(code)))
        }
    }
}
