import CTimex

/// Does anything keep the clock right? A relay refuses credentials of a clock that goes wrong by more than they last.
struct ClockExamination {
    func findings() -> [Finding] {
        var state = timex()
        // Asks, and sets nothing.
        state.modes = 0
        switch adjtimex(&state) {
        case TIME_ERROR:
            return [
                .weak(
                    "clock",
                    "Nothing keeps it right, as far as the kernel knows. Set up time synchronisation (timedatectl set-ntp true)."
                )
            ]
        case ..<0: return [.skipped("clock", "The kernel does not say.")]
        default: return [.fine("clock", "It is kept right.")]
        }
    }
}
