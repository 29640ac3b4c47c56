import Foundation

/// What a stretch of time cost.
struct Meter {
    struct Reading: Sendable {
        let seconds: Double
        /// CPU time of the server's process, in seconds.
        let server: Double
        /// CPU time of this process.
        let load: Double
        /// CPU time of everything else on the machine.
        let elsewhere: Double

        /// A part of the CPU time in units of one core.
        func share(_ part: KeyPath<Reading, Double>) -> Double { self[keyPath: part] / seconds }
    }

    private let processID: Int32
    private let start: (time: Moment, server: Double, load: Double, machine: Double)

    /// Begins now.
    init(_ server: MeasuredServer) throws {
        processID = server.processID
        start = try Self.sample(processID)
    }

    /// From the beginning until now.
    func read() throws -> Reading {
        let end = try Self.sample(processID)
        let server = end.server - start.server
        let load = end.load - start.load
        return Reading(
            seconds: end.time.seconds(since: start.time), server: server, load: load,
            elsewhere: max(0, end.machine - start.machine - server - load))
    }

    private static func sample(
        _ processID: Int32
    ) throws -> (time: Moment, server: Double, load: Double, machine: Double) {
        (
            .now, try ProcessUsage.cpu(of: processID),
            try ProcessUsage.cpu(of: ProcessInfo.processInfo.processIdentifier), try ProcessUsage.machine()
        )
    }
}
