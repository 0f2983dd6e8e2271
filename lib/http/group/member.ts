import cluster from 'node:cluster'

import {
  isOfGroup,
  type News,
  type Said,
  type SeenSession,
  type Taken,
  type Told,
} from '#lib/http/group/messages.ts'
import type { Refused, StreamOwner } from '#lib/http/group/stream-places.ts'

/** ms in which what was allowed is gathered before the others hear of it */
const gatherMs = 20
/** ms for which a place is waited for; without an answer a process counts its own streams alone */
const patienceMs = 2_000

type Listener = (news: News) => void
type Membership = {
  listeners: Set<Listener>
  waiting: Map<number, (refused: Refused | null) => void>
  taken: Map<string, Taken>
  timer: NodeJS.Timeout | undefined
  streams: number
}

// On globalThis because the bundler loads this module once for pages, once for routes and once for the proxy.
const holder = globalThis as typeof globalThis & { earshotGroup?: Membership }

function say(said: Said): void {
  // The one that holds the port is gone: this process ends as well.
  if (process.connected) process.send?.(said, undefined, {}, () => undefined)
}

function hear(group: Membership, told: Told): void {
  if (told.group === 'news') for (const listener of group.listeners) listener(told.news)
  else group.waiting.get(told.id)?.(told.refused)
}

function join(): Membership {
  const group: Membership = {
    ...{ listeners: new Set(), waiting: new Map(), taken: new Map() },
    ...{ timer: undefined, streams: 0 },
  }
  process.on('message', (message: unknown) => {
    if (isOfGroup<Told>(message)) hear(group, message)
  })
  return group
}

/** This process as one of several that serve the same address; null when it is the only one. */
const membership = (): Membership | null =>
  cluster.isWorker ? (holder.earshotGroup ??= join()) : null

/** Calls `listener` with what other web processes tell. */
export function onNews(listener: Listener): void {
  membership()?.listeners.add(listener)
}

/** Tells the others, within 20 ms, what a limiter has allowed here, so that it counts against the limit there too. */
export function tellTaken(limiter: string, key: string, worth: number): void {
  const group = membership()
  if (!group) return
  const name = `${limiter} ${key}`
  const known = group.taken.get(name)
  if (known) known.worth += worth
  else group.taken.set(name, { limiter, key, worth })
  group.timer ??= setTimeout(() => {
    group.timer = undefined
    const taken = [...group.taken.values()]
    group.taken.clear()
    say({ group: 'news', news: { taken } })
  }, gatherMs).unref()
}

/** Tells the others whose session a page has checked here. */
export function tellSession(session: SeenSession): void {
  if (membership()) say({ group: 'news', news: { session } })
}

export type Place = { refused: Refused | null; leave: () => void }

/**
 * Asks for a place for a stream among those of all web processes. Null when this process is the only one, or when nobody
 * answers.
 */
export async function askForPlace(owner: StreamOwner): Promise<Place | null> {
  const group = membership()
  if (!group) return null
  const id = ++group.streams
  const leave = () => say({ group: 'closed', id })
  const { promise, resolve } = Promise.withResolvers<Place | null>()
  const timer = setTimeout(() => {
    // Should the answer come after all, its place must not be kept.
    leave()
    resolve(null)
  }, patienceMs)
  group.waiting.set(id, (refused) => resolve({ refused, leave }))
  say({ group: 'open', id, owner })
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    group.waiting.delete(id)
  }
}
