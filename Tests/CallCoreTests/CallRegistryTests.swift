import CallCore
import Testing

/// The registry as straight scripts: what is decided, what must be saved, who hears what.
struct CallRegistryTests {
    let alice = People.alicePhone
    let bo = People.boPhone
    let boLaptop = People.boLaptop
    let carl = People.carlPhone
    let start = People.start
    let id = People.callID(1)

    @Test("a new call must be saved, rings at every connected device and has a deadline")
    func initiate() {
        var registry = People.registry(alice, bo, boLaptop)
        let decision = registry.handle(People.request(.initiate, alice, to: bo), at: start)
        #expect(decision.saving == .required && decision.before == nil)
        let incoming = CallSignal.incoming(caller: alice.user, expiresAt: start.after(45))
        let call = registry.call(id)
        #expect(
            decision.deliveries == [
                .signal(incoming, call: id, from: .server, to: bo),
                .signal(incoming, call: id, from: .server, to: boLaptop),
                .snapshot(call?.snapshot(for: alice, rings: true), to: alice),
                .snapshot(call?.snapshot(for: bo), to: bo),
                .snapshot(call?.snapshot(for: boLaptop), to: boLaptop),
            ])
        let entry = TimelineEntry(at: start, kind: .initiate, endpoint: alice, detail: "ringing")
        #expect(decision.entry == entry)
        #expect(registry.nextDeadline() == Deadline(call: id, kind: .ring, at: start.after(45)))
    }

    @Test("that a call was placed is noted with how far it got; one turned away got nowhere")
    func placedLine() {
        func detail(_ request: CallRequest) -> String? {
            var registry = People.registry(alice)
            return registry.handle(.requested(request, by: alice), at: start).entry?.detail
        }
        #expect(detail(CallRequest(.initiate, call: id, peer: bo.user)) == "offline")
        #expect(detail(CallRequest(.initiate, call: id, peer: bo.user, isPeerNotified: true)) == "notifying")
        #expect(detail(CallRequest(.initiate, call: id, peer: bo.user, isFromBlocked: true)) == nil)
    }

    @Test("a call that cannot be saved is put back: nobody is in it and nothing is left to pass")
    func putBackNewCall() {
        var registry = People.registry(alice, bo)
        let before = registry
        registry.putBack(registry.handle(People.request(.initiate, alice, to: bo), at: start))
        #expect(registry == before)
        #expect(registry.call(of: alice.user) == nil && registry.call(of: bo.user) == nil)
        #expect(registry.nextDeadline() == nil)
    }

    @Test("an accept that cannot be saved is put back: it rings on, with its deadline")
    func putBackAccept() {
        var registry = People.registryRinging(alice, bo)
        let before = registry
        let decision = registry.handle(People.request(.accept, bo, to: alice), at: start.after(5))
        #expect(decision.saving == .required)
        registry.putBack(decision)
        #expect(registry == before)
        #expect(registry.nextDeadline() == Deadline(call: id, kind: .ring, at: start.after(45)))
    }

    @Test("decisions are put back in the reverse order, connections with them")
    func putBackSeveral() {
        var registry = People.registry(alice)
        let before = registry
        let decisions = [
            registry.handle(.connected(bo), at: start),
            registry.handle(People.request(.initiate, alice, to: bo), at: start),
            registry.handle(People.request(.accept, bo, to: alice), at: start),
            registry.handle(.disconnected(alice), at: start),
        ]
        for decision in decisions.reversed() { registry.putBack(decision) }
        #expect(registry == before && registry.isConnected(alice) && !registry.isConnected(bo))
    }

    @Test("an ending frees both people, and late messages hear how it ended")
    func ending() {
        var registry = People.registryInCall()
        let decision = registry.handle(People.request(.end(.hungUp), alice, to: bo), at: start.after(9))
        #expect(decision.saving == .wanted)
        #expect(registry.call(of: alice.user) == nil && registry.call(of: bo.user) == nil)
        #expect(registry.unended.isEmpty)
        let late = registry.handle(People.request(.offer, alice, to: bo), at: start.after(10))
        #expect(late.saving == .none && late.entry == nil)
        #expect(
            late.deliveries == [
                .signal(.end(.hungUp), call: id, from: .server, to: alice), .snapshot(nil, to: alice),
            ])
    }

    @Test("media is passed on without being saved, with a line for descriptions and none for candidates")
    func relay() {
        var registry = People.registryInCall()
        let offer = registry.handle(People.request(.offer, alice, to: bo), at: start.after(6))
        #expect(offer.saving == .none && offer.deliveries == [.relay(call: id, to: bo)])
        #expect(offer.entry == TimelineEntry(at: start.after(6), kind: .offer, endpoint: alice))
        let candidate = registry.handle(People.request(.candidate, bo, to: alice), at: start.after(6))
        #expect(candidate.saving == .none && candidate.deliveries == [.relay(call: id, to: alice)])
        #expect(candidate.entry == nil)
    }

    @Test(
        "whether somebody is muted is passed on between the two devices of the call, with a line that says it"
    )
    func mute() {
        var registry = People.registryInCall()
        let muted = registry.handle(People.request(.mute(true), bo, to: alice), at: start.after(6))
        #expect(muted.saving == .none && muted.deliveries == [.relay(call: id, to: alice)])
        #expect(muted.entry == TimelineEntry(at: start.after(6), kind: .mute, endpoint: bo, detail: "muted"))
        let back = registry.handle(People.request(.mute(false), alice, to: bo), at: start.after(7))
        #expect(back.deliveries == [.relay(call: id, to: bo)])
        #expect(back.entry?.detail == "unmuted")
    }

    @Test("what is for a device without a socket is told to nobody")
    func relayToNobody() {
        var registry = People.registryInCall()
        _ = registry.handle(.disconnected(bo), at: start.after(6))
        #expect(registry.handle(People.request(.offer, alice, to: bo), at: start.after(7)).deliveries == [])
    }

    @Test("who is connected is told and need not be saved")
    func connections() {
        var registry = People.registryInCall()
        let lost = registry.handle(.disconnected(bo), at: start.after(6))
        #expect(lost.saving == .none)
        #expect(lost.deliveries == [.snapshot(registry.snapshot(for: alice), to: alice)])
        #expect(registry.snapshot(for: alice)?.peerSignaling == false)
        let back = registry.handle(.connected(bo), at: start.after(7))
        #expect(back.saving == .none)
        #expect(back.deliveries.first == .ready(registry.snapshot(for: bo), to: bo))
        #expect(registry.snapshot(for: alice)?.peerSignaling == true)
    }

    @Test("a device that opens a socket while it has one was gone, for the other side, and is back")
    func replacedSocket() {
        var registry = People.registryInCall()
        var gone = registry
        _ = gone.handle(.disconnected(bo), at: start.after(6))
        let decision = registry.handle(.connected(bo), at: start.after(6))
        #expect(decision.saving == .none && decision.entry?.detail == "replaced")
        #expect(decision.deliveries.first == .ready(registry.snapshot(for: bo), to: bo))
        #expect(
            decision.deliveries.filter { $0.recipient == alice } == [
                .snapshot(gone.snapshot(for: alice), to: alice),
                .snapshot(registry.snapshot(for: alice), to: alice),
            ])
        #expect(registry.snapshot(for: alice)?.peerSignaling == true)
    }

    @Test("a device that connects with too little time left is not told of the ringing, in any way")
    func tooLateToRing() {
        var registry = People.registryRinging(alice)
        #expect(
            registry.handle(.connected(bo), at: start.after(42.5)).deliveries == [.ready(nil, to: bo)])
        let lost = registry.handle(.disconnected(alice), at: start.after(43))
        #expect(lost.deliveries == [])
        var earlier = People.registryRinging(alice)
        let told = earlier.handle(.connected(bo), at: start.after(42)).deliveries
        #expect(told.first == .ready(earlier.snapshot(for: bo), to: bo) && told.count == 3)
    }

    @Test("the caller is told whether it rings at any device")
    func ringsAnywhere() {
        var registry = People.registryRinging(alice)
        #expect(registry.snapshot(for: alice)?.peerSignaling == false)
        let came = registry.handle(.connected(bo), at: start.after(5)).deliveries
        #expect(registry.snapshot(for: alice)?.peerSignaling == true)
        #expect(came.last == .snapshot(registry.snapshot(for: alice), to: alice))
        let left = registry.handle(.disconnected(bo), at: start.after(6)).deliveries
        #expect(registry.snapshot(for: alice)?.peerSignaling == false)
        #expect(left == [.snapshot(registry.snapshot(for: alice), to: alice)])
    }

    @Test("both call each other: one call, by both names, each answered by the name they used")
    func glare() {
        var registry = People.registryRinging(alice, bo)
        let decision = registry.handle(People.request(.initiate, bo, to: alice, call: 2), at: start.after(1))
        #expect(decision.saving == .required && decision.after?.id == id)
        #expect(registry.call(People.callID(2))?.id == id)
        let end = registry.handle(
            People.request(.end(.cancelled), bo, to: alice, call: 2), at: start.after(2))
        #expect(end.deliveries.first == .signal(.end(.hungUp), call: id, from: .person(bo.user), to: alice))
        let late = registry.handle(People.request(.accept, bo, to: alice, call: 2), at: start.after(3))
        #expect(
            late.deliveries.first
                == .signal(.end(.hungUp), call: People.callID(2), from: .server, to: bo))
    }

    @Test("a busy callee is left alone, and the missed call is kept")
    func busy() {
        var registry = People.registryInCall()
        _ = registry.handle(.connected(carl), at: start)
        let decision = registry.handle(People.request(.initiate, carl, to: bo, call: 3), at: start.after(6))
        #expect(decision.saving == .required && decision.before == nil)
        #expect(
            decision.deliveries
                == [.signal(.reject(.busy), call: People.callID(3), from: .server, to: carl)])
        #expect(registry.call(of: bo.user)?.id == id && registry.call(of: carl.user) == nil)
    }

    @Test("an unknown call, a wrong recipient and a stranger are refused and told what is so")
    func refusals() {
        var registry = People.registryInCall()
        _ = registry.handle(.connected(carl), at: start)
        func refused(_ input: CallInput, _ refusal: CallRefusal, _ sender: Endpoint) {
            let decision = registry.handle(input, at: start.after(6))
            #expect(decision.saving == .none && decision.entry == nil)
            #expect(
                decision.deliveries == [
                    .refusal(refusal, to: sender), .snapshot(registry.snapshot(for: sender), to: sender),
                ])
        }
        refused(People.request(.accept, bo, to: alice, call: 8), .unknownCall, bo)
        refused(People.request(.offer, alice, to: carl), .wrongRecipient, alice)
        refused(People.request(.offer, carl, to: bo), .notYourCall, carl)
        refused(People.request(.initiate, alice, to: alice, call: 8), .selfCall, alice)
    }

    @Test("deadlines pass in their order; those of calls that went on are no longer there")
    func deadlines() {
        var registry = People.registry(alice, bo, carl, People.aliceLaptop)
        _ = registry.handle(People.request(.initiate, alice, to: bo), at: start)
        _ = registry.handle(
            .requested(
                CallRequest(.initiate, call: People.callID(2), peer: People.dora.user), by: carl),
            at: start.after(1))
        #expect(registry.nextDeadline()?.call == id)
        _ = registry.handle(People.request(.accept, bo, to: alice), at: start.after(2))
        let next = registry.nextDeadline()
        #expect(next == Deadline(call: People.callID(2), kind: .ring, at: start.after(46)))
        let passed = registry.handle(.deadlinePassed(next!), at: start.after(46))
        #expect(passed.saving == .wanted)
        #expect(passed.entry?.detail == "ring")
        #expect(registry.nextDeadline() == nil)
        #expect(registry.handle(.deadlinePassed(next!), at: start.after(47)).entry == nil)
    }

    @Test("after a start, calls are as the journal has them, with nobody connected, and end in time")
    func restore() {
        let saved = People.registryInCall().call(id)!.withoutConnections
        var registry = CallRegistry(timers: People.timers)
        let decision = registry.handle(.restored(saved), at: start.after(100))
        #expect(decision.saving == .none && decision.deliveries == [])
        #expect(decision.entry?.kind == "server_restarted")
        #expect(registry.call(of: alice.user)?.id == id && registry.call(of: bo.user)?.id == id)
        #expect(registry.nextDeadline() == nil, "nobody has been seen yet")
        _ = registry.handle(.connected(carl), at: start.after(130))
        #expect(
            registry.nextDeadline() == Deadline(call: id, kind: .abandonment, at: start.after(190)))
    }

    @Test("two that are gone are given up 60 seconds after somebody was seen, as long as anybody is there")
    func absence() {
        var registry = People.registryInCall()
        let deadline = Deadline(call: id, kind: .abandonment, at: start.after(80))
        _ = registry.handle(.connected(carl), at: start.after(6))
        _ = registry.handle(.disconnected(alice), at: start.after(10))
        _ = registry.handle(.disconnected(bo), at: start.after(10))
        #expect(registry.nextDeadline() == nil, "Carl was there before; nobody has come since")
        let seen = registry.handle(.connected(boLaptop), at: start.after(20))
        #expect(registry.nextDeadline() == deadline && seen.saving == .none)

        _ = registry.handle(.disconnected(carl), at: start.after(21))
        #expect(registry.nextDeadline() == deadline)
        let last = registry.handle(.disconnected(boLaptop), at: start.after(22))
        #expect(registry.nextDeadline() == nil, "perhaps nobody can reach the server")
        registry.putBack(last)
        #expect(registry.nextDeadline() == deadline)
        registry.putBack(seen)
        #expect(registry.nextDeadline() == nil)
    }

    @Test("an ending that was recalled from the journal is told, and never rings again")
    func recall() {
        var old = People.registryInCall()
        _ = old.handle(People.request(.end(.hungUp), alice, to: bo), at: start.after(9))
        var registry = People.registry(alice, bo)
        registry.recall(old.call(id)!)
        let decision = registry.handle(People.request(.initiate, alice, to: bo), at: start.after(99))
        #expect(
            decision.deliveries.first == .signal(.end(.hungUp), call: id, from: .server, to: alice))
        #expect(registry.unended.isEmpty)
    }

    @Test("only so many endings are kept")
    func endingsAreBounded() {
        var registry = People.registry(alice, bo)
        for number in 0...CallRegistry.endingsKept {
            _ = registry.handle(People.request(.initiate, alice, to: bo, call: number), at: start)
            _ = registry.handle(People.request(.end(.cancelled), alice, to: bo, call: number), at: start)
        }
        #expect(registry.call(People.callID(0)) == nil)
        #expect(registry.call(People.callID(1)) != nil)
        #expect(registry.call(People.callID(CallRegistry.endingsKept)) != nil)
    }
}
