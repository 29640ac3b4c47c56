import Foundation

/// How many files and sockets this process may have open (`getrlimit(2)`).
enum OpenFileLimit {
    /// Raises it as far as the system lets this user, for each connection takes one.
    /// - Returns: How many it is now.
    static func raise() -> Int {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return fallback }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(resource, &limit)
        _ = getrlimit(resource, &limit)
        return Int(clamping: limit.rlim_cur)
    }

    #if canImport(Glibc)
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let resource = RLIMIT_NOFILE
    #endif

    /// What every system allows.
    private static let fallback = 256
}
