import CallCore
import Testing

@testable import duet

/// What may stand behind `--since`.
struct PastMomentTests {
    private let now = Timestamp(milliseconds: 1_764_320_400_000)

    @Test(
        "so long ago, or by the calendar",
        arguments: [
            ("30m", 1_764_318_600_000), ("2h", 1_764_313_200_000), ("7d", 1_763_715_600_000),
            ("0m", 1_764_320_400_000),
            ("2025-11-28", 1_764_288_000_000), ("2025-11-28T09:00", 1_764_320_400_000),
            ("2025-11-28 09:00:01", 1_764_320_401_000), ("2025-11-28T09:00:00.250Z", 1_764_320_400_250),
        ])
    func understood(text: String, milliseconds: Int64) {
        #expect(PastMoment(argument: text)?.timestamp(now: now).milliseconds == milliseconds)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "m", "-1h", "1w", "999999999d", "yesterday", "2025-13-01", "2025-11-28T", "28.11.2025",
        ])
    func refused(text: String) { #expect(PastMoment(argument: text) == nil) }
}
