/// How long a benchmark runs before it counts, and while, in seconds.
struct MeasuringTime: Sendable {
    let warmUp: Int
    let measured: Int
}
