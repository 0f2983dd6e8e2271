'use client'

/** Hears of a step through the history; true keeps it from the router. */
type Gate = (event: PopStateEvent) => boolean

const gates = new Set<Gate>()

// Listeners on the window are called in the order in which they came, and the router changes the page in its own:
// this one must be there before, so the application's providers import it.
if (typeof window !== 'undefined')
  window.addEventListener('popstate', (event) => {
    if ([...gates].some((gate) => gate(event))) event.stopImmediatePropagation()
  })

/** Asks `gate` at each step through the history, until the function that it answers is called. */
export function guardHistory(gate: Gate): () => void {
  gates.add(gate)
  return () => gates.delete(gate)
}
