import type { Clip } from '#lib/engines/speech/clip.ts'
import type { ExaminedReply } from '#lib/engines/speech/listening/examine-reply.ts'
import { openListeningWorker } from '#lib/engines/speech/listening/thread/open-listening-worker.ts'
import { createWorkerPool } from '#lib/platform/processes/worker-pool.ts'

/** ms that a reply may wait for a thread and be listened to; then it counts as not listened to */
const patienceMs = 30_000
/** Seconds of what the caller said that are looked for in a reply. */
const saidS = 30

export type Ears = {
  /** Listens in a thread. Takes the samples of `reply` away. Rejects with what our own side did wrong, after 30 s at most. */
  examine(reply: Clip & { pcm: Int16Array<ArrayBuffer> }, said: Clip | null): Promise<ExaminedReply>
  close(): Promise<void>
}

/** Opens threads that listen: two at most, when they are needed, and closed when nobody has asked them for 10 s. */
export function openEars(
  open = openListeningWorker,
  { timeoutMs = 20_000, patience = patienceMs } = {},
): Ears {
  const pool = createWorkerPool({
    ...{ name: 'listening', maxQueued: 5_000, timeoutMs, idleMs: 10_000 },
    // Samples have gone over to the thread, and audio that ends one would end the next as well.
    ...{ maxAttempts: 1, size: 2 },
    open: () => open(),
  })
  return {
    async examine(reply, said) {
      // Others may still look at what the caller said: a copy goes.
      const kept = said && {
        pcm: said.pcm.slice(0, saidS * said.sampleRate),
        sampleRate: said.sampleRate,
      }
      const patient = AbortSignal.timeout(patience)
      try {
        return await pool.ask({ reply, said: kept }, patient)
      } catch (error) {
        if (!patient.aborted) throw error
        throw new Error(`nobody had listened to it within ${patience / 1_000} s`, { cause: error })
      }
    },
    close: () => pool.close(),
  }
}

let shared: Ears | null = null

/** The threads of this process. */
export const ears = (): Ears => (shared ??= openEars())
