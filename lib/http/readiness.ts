import { sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { connectQueue, webDatabase } from '#lib/http/database.ts'
import { countFileFaults } from '#lib/integrations/managed/file-state.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { describeStorage } from '#lib/platform/jobs/describe-storage.ts'
import { describeWorkers } from '#lib/platform/jobs/worker-health.ts'

const Dependency = z.object({ ok: z.boolean(), detail: z.string(), ms: z.number().int() })

export const ReadinessView = z.object({
  status: z.enum(['ready', 'not_ready']),
  dependencies: z.object({
    database: Dependency,
    queue: Dependency,
    storage: Dependency,
    worker: Dependency,
  }),
  /** what works and needs a look all the same; it does not make the server unready */
  warnings: z.array(z.string()),
})
export type ReadinessView = z.output<typeof ReadinessView>

/** ms for each check */
const limit = 5_000

/** Runs one check. Its words go to whoever asks, so they name no address and no credential. */
async function check(work: () => Promise<string>, failed: string) {
  const startedAt = performance.now()
  const ms = () => Math.round(performance.now() - startedAt)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit)
  })
  try {
    return { ok: true, detail: await Promise.race([work(), late]), ms: ms() }
  } catch (error) {
    const detail = /no answer|worker/.test(errorMessage(error)) ? errorMessage(error) : failed
    return { ok: false, detail, ms: ms() }
  } finally {
    clearTimeout(timer)
  }
}

async function checkDatabase(): Promise<string> {
  await webDatabase().execute(sql`select 1`)
  return 'answers'
}

async function checkQueue(): Promise<string> {
  await connectQueue()
  await webDatabase().execute(sql`select 1 from pgboss.queue limit 1`)
  return 'answers'
}

/** Says that there is something, not what: whoever asks may be a stranger. */
async function listWarnings(): Promise<string[]> {
  const faults = await countFileFaults(webDatabase()).catch(() => 0)
  if (faults === 0) return []
  const entries = faults === 1 ? '1 fault' : `${faults} faults`
  return [`the integrations file has ${entries}: see Settings, Integrations`]
}

/** Asks every dependency at the same time. */
async function ask(): Promise<ReadinessView> {
  const [database, queue, storage, worker, warnings] = await Promise.all([
    check(checkDatabase, 'cannot be reached'),
    check(checkQueue, 'cannot be reached'),
    check(() => describeStorage(webDatabase()), 'cannot be asked'),
    check(() => describeWorkers(webDatabase()), 'cannot be asked'),
    listWarnings(),
  ])
  const dependencies = { database, queue, storage, worker }
  const ready = Object.values(dependencies).every(({ ok }) => ok)
  return { status: ready ? 'ready' : 'not_ready', dependencies, warnings }
}

/** ms for which an answer is given to everybody who asks */
const freshMs = 2_000

type Answer = { at: number; answer: Promise<ReadinessView> }
/** By the database that was asked: another one is another question. */
const answers = new WeakMap<Database, Answer>()

/**
 * Whether every dependency works, as of two seconds ago at most. Anybody may ask, so many who ask at once cost as much
 * as one, and nothing is written.
 */
export function checkReadiness(): Promise<ReadinessView> {
  const db = webDatabase()
  const before = answers.get(db)
  if (before && performance.now() - before.at < freshMs) return before.answer
  const entry: Answer = { at: Infinity, answer: ask() }
  answers.set(db, entry)
  // Counted from the answer on: while one is under way nobody asks again.
  void entry.answer.then(() => (entry.at = performance.now()))
  return entry.answer
}
