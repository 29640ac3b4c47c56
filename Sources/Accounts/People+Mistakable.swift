import CallCore

extension People {
    /// Those whose name could be taken for somebody else's, or for what somebody else signs in with. Beside their names
    /// stands how they sign in.
    package var mistakable: Set<UserID> {
        let names = accounts.map { account in
            let name = NameSkeleton(account.name)
            return (alike: name.alike, own: Set(name.traits + NameSkeleton(account.username).traits))
        }
        var holders: [NameSkeleton.Trait: Int] = [:]
        for (_, own) in names {
            for trait in own { holders[trait, default: 0] += 1 }
        }
        return Set(
            zip(accounts, names)
                .filter { _, name in
                    name.alike.contains { holders[$0, default: 0] > (name.own.contains($0) ? 1 : 0) }
                }
                .map { account, _ in account.id })
    }
}
