/// Worlds in the order in which they were found, each once.
///
/// There are many millions of worlds, and few different devices in them: each device is kept once, and a world
/// holds its number.
struct WorldList {
    private var devices = DeviceList()
    private var worlds: [Kept] = []
    private var slots = [UInt32](repeating: 0, count: 1 << 12)

    /// A world with numbers in place of devices.
    private struct Kept: Hashable {
        let frame: UInt64
        let devices: SIMD4<UInt32>

        func hash(into hasher: inout Hasher) {
            hasher.combine(frame)
            hasher.combine(UInt64(devices[0]) | UInt64(devices[1]) << 32)
            hasher.combine(UInt64(devices[2]) | UInt64(devices[3]) << 32)
        }
    }

    var count: Int { worlds.count }

    subscript(_ place: Int) -> World {
        let kept = worlds[place]
        return World(
            frame: kept.frame, alice: devices[kept.devices[0]], bo: devices[kept.devices[1]],
            boToo: devices[kept.devices[2]], aliceToo: devices[kept.devices[3]])
    }

    /// - Returns: Where it is, and whether it was new.
    mutating func insert(_ world: World) -> (place: Int, isNew: Bool) {
        if worlds.count * 2 >= slots.count { grow() }
        let kept = Kept(
            frame: world.frame,
            devices: SIMD4(
                devices.number(of: world[.alice]), devices.number(of: world[.bo]),
                devices.number(of: world[.boToo]), devices.number(of: world[.aliceToo])))
        let slot = slot(of: kept)
        if slots[slot] != 0 { return (Int(slots[slot]) - 1, false) }
        worlds.append(kept)
        slots[slot] = UInt32(worlds.count)
        return (worlds.count - 1, true)
    }

    /// The slot that holds the world's place and one more, or 0 where it would.
    private func slot(of kept: Kept) -> Int {
        let mask = slots.count - 1
        var slot = kept.hashValue & mask
        while slots[slot] != 0, worlds[Int(slots[slot]) - 1] != kept { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (place, kept) in worlds.enumerated() { slots[slot(of: kept)] = UInt32(place) + 1 }
    }
}

/// Every device that occurs in any world, once.
private struct DeviceList {
    private var devices: [DeviceModel] = []
    private var numbers: [DeviceModel: UInt32] = [:]

    subscript(_ number: UInt32) -> DeviceModel { devices[Int(number)] }

    mutating func number(of device: DeviceModel) -> UInt32 {
        if let number = numbers[device] { return number }
        let number = UInt32(devices.count)
        devices.append(device)
        numbers[device] = number
        return number
    }
}
