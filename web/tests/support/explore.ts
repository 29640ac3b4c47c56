/** What a world may become, and how it got there. */
export interface Move<World> {
  readonly name: string;
  readonly world: World;
}

export interface Exploration<World> {
  readonly start: World;
  /** Everything that may happen in a world, each with the world afterwards. */
  readonly moves: (world: World) => readonly Move<World>[];
  /** Two worlds with the same key have the same future. */
  readonly key: (world: World) => string;
  /** Throws what is wrong with a world. */
  readonly check: (world: World) => void;
}

/** More than any of our machines has: reaching it means that something in a key grows for ever. */
const LIMIT = 200_000;

/**
 * Visits every world that can be reached, each once, on a shortest way. A world that is not as it ought to be
 * is told with the way to it. Returns the worlds.
 */
export function explore<World>({ start, moves, key, check }: Exploration<World>): World[] {
  const found = new Map([[key(start), { world: start, way: null as Way | null }]]);
  const queue = [...found.values()];
  for (const visit of queue) {
    try {
      check(visit.world);
      for (const { name, world } of moves(visit.world)) {
        const known = key(world);
        if (found.has(known)) continue;
        const next = { world, way: { before: visit.way, name } };
        found.set(known, next);
        queue.push(next);
      }
    } catch (error) {
      throw new Error(`after ${told(visit.way)}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
    if (queue.length > LIMIT) throw new Error(`more than ${LIMIT} worlds`);
  }
  return queue.map(({ world }) => world);
}

interface Way {
  readonly before: Way | null;
  readonly name: string;
}

function told(way: Way | null): string {
  const names: string[] = [];
  for (let step = way; step !== null; step = step.before) names.unshift(step.name);
  return names.join(", ") || "nothing";
}
