/// What stays the same in all worlds of an exploration.
final class Setup {
    let play: Play
    let rules: Rules
    let table: TransitionTable
    let pool: RegistryPool

    init(play: Play, rules: Rules) {
        self.play = play
        self.rules = rules
        table = TransitionTable(rules)
        pool = RegistryPool(rules: rules, play: play)
    }
}
