import type { Finding } from '#scripts/house/finding.ts'
import { delivered, type Sources } from '#scripts/house/sources.ts'

type Job = { name: string; /** started by the clock */ cron: boolean }

const quote = (name: string) => `'${name.replaceAll('.', '\\.')}'`

/**
 * `enqueue(tx, 'a.b', …)`, `enqueueWithin(tx, 'a.b', …)`, `boss.insert('a.b', …)`, the name perhaps on a line of its own;
 * `putDeadLetters(tx, 'a.b', …)` as well, because whoever mends the cause sends them to their queue.
 */
const sends = (name: string) =>
  new RegExp(`\\b(?:enqueue\\w*|insert|send|putDeadLetters)\\(\\s*(?:[\\w()]+,\\s*)?${quote(name)}`)

/** Jobs of the catalog that nothing sends and no clock starts, and those that no worker handles. */
export function deadJobs(sources: Sources, jobs: readonly Job[]): Finding[] {
  const texts = delivered(sources, (path) => /^(app|lib|workers)\//.test(path))
  const handlers = texts.filter(([path]) => path.startsWith('workers/'))
  return jobs.flatMap(({ name, cron }) => [
    ...(cron || texts.some(([, text]) => sends(name).test(text))
      ? []
      : [{ name: `job ${name}`, problem: 'nothing enqueues it; enqueue it or remove it' }]),
    ...(handlers.some(([, text]) => text.includes(`'${name}'`))
      ? []
      : [{ name: `job ${name}`, problem: 'no worker handles it; add a handler or remove it' }]),
  ])
}
