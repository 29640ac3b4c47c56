/// Worlds in the order in which they were found, each once.
struct WorldList {
    private var worlds: [World] = []
    private var slots = [Slot](repeating: Slot(), count: 1 << 12)

    /// Where a world is, and a part of its hash, so that few worlds are looked at in vain.
    private struct Slot {
        /// Its place and one more; 0 where there is none.
        var next: UInt32 = 0
        var hash: UInt32 = 0
    }

    var count: Int { worlds.count }

    subscript(_ place: Int) -> World { worlds[place] }

    /// - Returns: Where it is, and whether it was new.
    mutating func insert(_ world: World) -> (place: Int, isNew: Bool) {
        if worlds.count * 2 >= slots.count { grow() }
        let hash = UInt32(truncatingIfNeeded: world.hashValue)
        var index = Int(hash) & (slots.count - 1)
        while slots[index].next != 0 {
            let place = Int(slots[index].next - 1)
            if slots[index].hash == hash, worlds[place] == world { return (place, false) }
            index = (index + 1) & (slots.count - 1)
        }
        worlds.append(world)
        slots[index] = Slot(next: UInt32(worlds.count), hash: hash)
        return (worlds.count - 1, true)
    }

    private mutating func grow() {
        let before = slots
        slots = [Slot](repeating: Slot(), count: before.count * 2)
        for slot in before where slot.next != 0 {
            var index = Int(slot.hash) & (slots.count - 1)
            while slots[index].next != 0 { index = (index + 1) & (slots.count - 1) }
            slots[index] = slot
        }
    }
}
