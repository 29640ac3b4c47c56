import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How many files and sockets this process, and those it starts, may have open.
enum OpenFiles {
    /// Raises the limit as far as it is needed (getrlimit(2)).
    /// - Throws: ``CommandFailure`` when the system does not allow as many.
    static func allow(_ count: Int) throws {
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        getrlimit(resource, &limit)
        guard limit.rlim_cur < rlim_t(count) else { return }
        guard limit.rlim_max >= rlim_t(count) else {
            throw CommandFailure(
                "The system allows \(limit.rlim_max) open files, and \(count) are needed. Raise `ulimit -Hn`."
            )
        }
        limit.rlim_cur = rlim_t(count)
        setrlimit(resource, &limit)
    }
}
