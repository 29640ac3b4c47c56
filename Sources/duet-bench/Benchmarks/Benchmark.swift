/// Something that can be measured about a server.
protocol Benchmark: Sendable {
    /// What is measured, and under which load.
    var title: String { get }
    /// The same in two or three words, for the rows of the table of everything.
    var shortTitle: String { get }
    /// Who and what is in the database.
    var seed: Seed { get }
    /// Is the server to be the bottleneck?
    var isSaturating: Bool { get }
    /// Can it be measured on a program that knows no calls and has no pages?
    var fitsPeer: Bool { get }
    /// Measures a server that has just been started.
    func measure(_ server: MeasuredServer) throws -> Measurement
}
