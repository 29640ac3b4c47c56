/// What one run of a benchmark against one program has brought.
struct Measurement: Sendable {
    /// What the benchmark is about.
    let figures: [Figure]
    /// What the cores did meanwhile: whether the figures can be believed.
    let reading: Meter.Reading
    /// Was the load held back by the limits of the protocol, and not by the server?
    var isHeldBack = false
}
