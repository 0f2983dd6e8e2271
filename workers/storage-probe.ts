import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

import { errorMessage, UpstreamError } from '#lib/platform/errors.ts'
import type { WorkerDetail } from '#lib/platform/jobs/schema.ts'
import { log } from '#lib/platform/log.ts'
import { buckets, type Bucket, type Storage } from '#lib/platform/storage/types.ts'

type State = NonNullable<WorkerDetail['storage']>

type Options = {
  storage: Storage
  /** Called when what is known of the storage has changed. */
  onChange: () => void
  /** ms between two probes while it works, and while it does not */
  everyMs?: number
  brokenMs?: number
  /** ms that one probe may take */
  patienceMs?: number
}

/** Writes, reads and deletes a few bytes in one bucket. */
async function probe(storage: Storage, bucket: Bucket, key: string): Promise<void> {
  const text = randomUUID()
  await storage.put(bucket, key, Buffer.from(text), 'text/plain')
  const read = await storage.get(bucket, key)
  await storage.delete(bucket, key)
  if (read?.toString() !== text)
    throw new UpstreamError('storage', `${bucket}: what was written could not be read`, true)
}

/**
 * Tries at intervals whether objects can be written, read and deleted. Its worker's row carries what came of it, so that
 * whoever asks whether Earshot is ready, and anybody may, makes nobody write.
 */
export class StorageProbe {
  readonly #options: Options
  readonly #stop = new AbortController()
  /** One for a process: what a probe that was given up leaves behind, the next one takes away. */
  readonly #key = `probe/${randomUUID()}.txt`
  #state: State | undefined

  constructor(options: Options) {
    this.#options = options
    void this.#run()
  }

  /** Undefined until the first probe has ended. */
  get state(): State | undefined {
    return this.#state
  }

  close(): void {
    this.#stop.abort()
  }

  async #run(): Promise<void> {
    const { everyMs = 30_000, brokenMs = 5_000 } = this.#options
    const { signal } = this.#stop
    while (!signal.aborted) {
      const state = await this.#probe()
      if (signal.aborted) return
      const before = this.#state
      this.#state = state
      if (before?.ok !== state.ok || before.reason !== state.reason) this.#tell(state, before)
      const wait = state.ok ? everyMs : brokenMs
      await delay(wait, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }

  #tell(state: State, before: State | undefined): void {
    if (!state.ok) log.error({ reason: state.reason }, 'the storage cannot be used')
    else if (before) log.info('the storage can be used again')
    this.#options.onChange()
  }

  async #probe(): Promise<State> {
    const { storage, patienceMs = 5_000 } = this.#options
    const late = new AbortController()
    try {
      const all = Promise.all(buckets.map((bucket) => probe(storage, bucket, this.#key)))
      const limit = delay(patienceMs, undefined, { signal: late.signal, ref: false }).then(() => {
        throw new UpstreamError('storage', `no answer within ${patienceMs} ms`, true)
      })
      limit.catch(() => undefined)
      await Promise.race([all, limit])
      return { ok: true, reason: null }
    } catch (error) {
      return { ok: false, reason: errorMessage(error).slice(0, 500) }
    } finally {
      late.abort()
    }
  }
}
