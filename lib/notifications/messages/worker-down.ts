import type { Message } from '#lib/engines/vendors/types.ts'
import { many } from '#lib/notifications/messages/run-parts.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'

export type WorkerFacts = {
  id: string
  hostname: string
  pid: number
  seenAt: Date
  inFlight: number
}

const base = (worker: WorkerFacts, alive: number) => ({
  event: 'worker_down',
  facts: [
    { label: 'Worker', value: `${worker.hostname}, process ${worker.pid}` },
    { label: 'Last heard', value: worker.seenAt.toISOString() },
    { label: 'Workers left', value: `${alive}` },
  ],
  items: [],
  url: pageUrl('settings', 'queues'),
  mentions: [],
})

const dataOf = ({ id, hostname, pid, seenAt }: WorkerFacts, alive: number, state: string) => ({
  worker: { id, hostname, pid, last_seen_at: seenAt.toISOString() },
  alive,
  state,
})

/** A worker has gone silent. `replaced`: another has begun on the same machine since. */
export function workerDown(worker: WorkerFacts, alive: number, replaced: boolean): Message {
  const lost = worker.inFlight > 0 ? ` It had ${many(worker.inFlight, 'execution')} under way.` : ''
  const next = replaced
    ? 'Another one has taken its place.'
    : alive > 0
      ? 'The others go on.'
      : 'Nothing is tested until one starts.'
  return {
    ...base(worker, alive),
    severity: replaced ? 'warning' : 'critical',
    outcome: replaced ? 'warning' : 'failure',
    title: `A worker on ${worker.hostname} is gone`,
    summary: `It has not responded since ${worker.seenAt.toISOString()}.${lost} ${next}`,
    data: dataOf(worker, alive, 'down'),
  }
}

/** It, or one in its place, works again. */
export function workerBack(worker: WorkerFacts, alive: number): Message {
  return {
    ...base(worker, alive),
    severity: 'info',
    outcome: 'success',
    title: `Workers on ${worker.hostname} are back`,
    summary: `${many(alive, 'worker')} at work.`,
    data: dataOf(worker, alive, 'up'),
  }
}
