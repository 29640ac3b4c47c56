import CallCore
import Signaling

extension CallOutline {
    /// What is in the way, by what both devices have told last of their searches: the surest thing first.
    func adviceAfterSearch(_ lines: [StoryLine]) -> String {
        let (ofCaller, ofCallee) = lastSearches(lines)
        let told = [ofCaller, ofCallee].compactMap(\.self)
        let codes = told.flatMap(\.relayCodes)
        if told.isEmpty {
            return "Neither device has told what it found: their pages were closed, or are older."
        }
        if codes.contains(where: { [401, 403, 438, 441].contains($0) }) {
            return
                "The relay refused: is `turn-secret` the relay's `static-auth-secret`, and are both clocks right? `duet doctor` tries it."
        }
        if codes.contains(where: { [486, 508].contains($0) }) {
            return "The relay has no room: look at its quotas and at how many ports it may use."
        }
        // Who still waits for an answer has asked a relay, perhaps, that gives none.
        if codes.isEmpty, told.allSatisfy({ $0.isComplete && !$0.found.relay }) {
            return
                "No relay is set up, and these two networks allow no direct way: set one up (docs/networking.md, \"A relay\")."
        }
        let without = [(caller, ofCaller), (callee, ofCallee)].filter {
            $0.1.map { !$0.found.relay } ?? false
        }
        .map(\.0)
        switch without.count {
        case 0:
            return
                "The relay was reached, and carried nothing to the other: are its ports 49152–65535 (UDP) open? `duet doctor` tries it."
        case 1:
            return
                "\(without[0])'s network does not let it reach the relay: one on port 443 with TLS (`turns:`) gets through most."
        default:
            return
                "Neither device reached the relay: does it run, and are its ports open? `duet doctor` tries it."
        }
    }

    private func lastSearches(_ lines: [StoryLine]) -> (ofCaller: PathSearch?, ofCallee: PathSearch?) {
        var last: (ofCaller: PathSearch?, ofCallee: PathSearch?)
        for line in lines {
            guard case .searched(let search) = line.event else { continue }
            switch line.side {
            case .caller: last.ofCaller = search
            case .callee: last.ofCallee = search
            case .server: continue
            }
        }
        return last
    }
}

extension PathSearch {
    /// What relays have answered.
    fileprivate var relayCodes: [Int] {
        [own?.faults.turnUDP, own?.faults.turnTCP, own?.faults.turnTLS].compactMap(\.self)
    }
}
