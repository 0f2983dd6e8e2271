'use client'

import { guardHistory } from '#components/ui/history-gate.client.ts'

type Interception = {
  /** whether leaving would lose something */
  isDirty: () => boolean
  /** asks; `leave` goes on with what was stopped */
  ask: (leave: () => void) => void
  /** goes to an address inside the application */
  open: (href: string) => void
}

/** The link that a click would follow in this tab, to another page. */
function linkOf(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0) return null
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement)) return null
  if (link.target === '_blank' || link.hasAttribute('download')) return null
  const isHere = link.pathname === location.pathname && link.search === location.search
  return isHere && link.origin === location.origin ? null : link
}

/** Where the tab is in its history; null in a browser that does not tell. */
const historyIndex = () =>
  'navigation' in window ? (navigation.currentEntry?.index ?? null) : null

/**
 * Asks before the page is left: by a link, by Back and Forward, or by closing the tab, where only the browser's own
 * question is possible. Answers how to end it.
 */
export function interceptLeaving({ isDirty, ask, open }: Interception): () => void {
  const listening = new AbortController()
  const options = { signal: listening.signal, capture: true }
  let leaving = false
  let returning = false
  let index = historyIndex()
  let place = location.pathname + location.search

  const arrived = () => {
    leaving = false
    index = historyIndex()
    place = location.pathname + location.search
  }
  const onUnload = (event: BeforeUnloadEvent) => {
    if (!leaving && isDirty()) event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const link = linkOf(event)
    if (!link || !isDirty()) return
    event.preventDefault()
    event.stopPropagation()
    ask(() => {
      leaving = true
      if (link.origin === location.origin) open(link.href)
      else location.assign(link.href)
    })
  }
  // The address has changed already, the page has not.
  const onPopState = () => {
    if (returning) {
      returning = false
      return true
    }
    const now = historyIndex()
    const by = index === null || now === null ? -1 : now - index
    const isHere = location.pathname + location.search === place
    if (leaving || by === 0 || isHere || !isDirty()) {
      arrived()
      return false
    }
    returning = true
    history.go(-by)
    ask(() => {
      leaving = true
      history.go(by)
    })
    return true
  }
  // Pushed from here, or rewritten where we are. React rewrites an entry that Back has reached before we hear of it.
  const onEntry = (event: Event) => {
    const isPush = 'navigationType' in event && event.navigationType === 'push'
    if (isPush || historyIndex() === index) arrived()
  }
  window.addEventListener('beforeunload', onUnload, options)
  document.addEventListener('click', onClick, options)
  const openHistory = guardHistory(onPopState)
  if ('navigation' in window) navigation.addEventListener('currententrychange', onEntry, options)
  return () => {
    openHistory()
    listening.abort()
  }
}
