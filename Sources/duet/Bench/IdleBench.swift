import ArgumentParser
import Foundation
import NIOPosix

/// `duet bench idle`: what a socket costs that only waits.
struct IdleBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idle", abstract: "Resident memory of the server per idle authenticated socket.")

    @Option(help: "How many sockets.")
    var connections = 2_000

    func validate() throws {
        guard (100...50_000).contains(connections) else {
            throw ValidationError("--connections must be from 100 to 50000.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            try OpenFiles.allow(connections + 100)
            // A few devices each, so that nobody's presence is told to thousands.
            let connections = connections
            let people = connections / 20
            let (before, after) = try await BenchServer.with(people: people) { server in
                // What the first connections bring into memory for good is not the price of a socket.
                var devices = try await connect(100, to: server)
                let before = try server.residentBytes()
                devices += try await connect(connections, to: server)
                let after = try server.residentBytes()
                for device in devices { try await device.close() }
                return (before, after)
            }
            print("connections          \(connections)")
            print("resident before      \(before / 1024) KiB")
            print("resident after       \(after / 1024) KiB")
            let perSocket = Double(after - before) / Double(connections) / 1024
            print("resident per socket  \(perSocket.formatted(.number.precision(.fractionLength(2)))) KiB")
        }
    }

    private func connect(_ count: Int, to server: BenchServer) async throws -> [BenchDevice] {
        var devices: [BenchDevice] = []
        for number in 0..<count {
            let person = server.people[number % server.people.count]
            devices.append(
                try await BenchDevice.connect(
                    person, to: server, on: MultiThreadedEventLoopGroup.singleton))
        }
        return devices
    }
}
