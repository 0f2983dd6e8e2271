'use client'

/** Where the time of the last reload that nobody asked for is kept, so that none follows it at once. */
const reloadedKey = 'earshot-reloaded-at'
const quietMs = 60_000

let typed = false
let noticed = false
const listeners = new Set<() => void>()

function notice(next: boolean): void {
  noticed = next
  for (const listener of listeners) listener()
}

/** A store for React: whether to say that a part of the page did not arrive. */
export const lostChunkNotice = {
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  isShown: () => noticed,
  close: () => notice(false),
}

/** Whether something was typed on the page that a reload would lose. */
export function setTyped(value: boolean): void {
  typed = value
}

/** Code that a page fetches when it needs it, and that did not arrive: offline, or of an older version. */
export function isLostChunk(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error.name === 'ChunkLoadError' ||
    /failed to load chunk|loading (css )?chunk|dynamically imported module|importing a module script/i.test(
      error.message,
    )
  )
}

/** Notes the reload and says whether it may be: none did within the last minute. */
function mayReload(): boolean {
  try {
    const before = Number(sessionStorage.getItem(reloadedKey) ?? 0)
    if (Date.now() - before < quietMs) return false
    sessionStorage.setItem(reloadedKey, String(Date.now()))
    return true
  } catch {
    // Without a storage nothing would stop a page from reloading for ever.
    return false
  }
}

export const reloadPage = (): void => window.location.reload()

/** Reloads the page by itself once; not when something was typed, nor offline, where nothing would come back. */
export function reloadOnce(): boolean {
  if (typed || !navigator.onLine || !mayReload()) return false
  reloadPage()
  return true
}

/** A part of the page is missing: reloads once if nothing is lost by it, and else says so and leaves the page as it is. */
export function loseChunk(): void {
  if (!reloadOnce()) notice(true)
}
