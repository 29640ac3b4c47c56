/// Runs benchmarks against one or two programs in turn, A B A B: what changes on the machine meanwhile meets
/// both alike.
struct Series {
    let targets: [Target]
    let rounds: Int
    let pinning: Pinning?

    func run(_ benchmark: any Benchmark) async throws -> Comparison {
        let targets = targets.filter { $0.hasCalls || benchmark.fitsPeer }
        var measurements: [[Measurement]] = targets.map { _ in [] }
        for round in 1...rounds {
            for (number, target) in targets.enumerated() {
                note("\(benchmark.title): \(target.name), round \(round) of \(rounds)")
                let measurement = try await MeasuredServer.with(
                    target, seed: benchmark.seed, pinning: pinning
                ) { server in try await onOwnThread { try benchmark.measure(server) } }
                measurements[number].append(measurement)
            }
        }
        return Comparison(
            title: benchmark.shortTitle, isSaturating: benchmark.isSaturating,
            rounds: Array(zip(targets, measurements)))
    }
}
