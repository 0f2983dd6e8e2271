/** Who imports whom, by name. */
export type Edges = ReadonlyMap<string, ReadonlySet<string>>

/** A growing graph from pairs; loops onto oneself are left out. */
export function edgesOf(pairs: Iterable<readonly [from: string, to: string]>): Edges {
  const edges = new Map<string, Set<string>>()
  for (const [from, to] of pairs) {
    if (from === to) continue
    edges.set(from, (edges.get(from) ?? new Set()).add(to))
    if (!edges.has(to)) edges.set(to, new Set())
  }
  return edges
}

/** All that can be reached from `start`, itself only if a way leads back. */
function reachable(edges: Edges, start: string): Set<string> {
  const seen = new Set<string>()
  const waiting = [start]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const next of edges.get(at) ?? [])
      if (!seen.has(next)) {
        seen.add(next)
        waiting.push(next)
      }
  return seen
}

/** Groups whose members all reach each other (strongly connected components of two or more), each sorted. */
export function knots(edges: Edges): string[][] {
  const ways = new Map([...edges.keys()].map((name) => [name, reachable(edges, name)]))
  const tied = new Set<string>()
  return [...ways.keys()].flatMap((name) => {
    if (tied.has(name) || !ways.get(name)?.has(name)) return []
    const knot = [...ways.keys()].filter(
      (other) => ways.get(name)?.has(other) && ways.get(other)?.has(name),
    )
    for (const member of knot) tied.add(member)
    return [knot.sort()]
  })
}
