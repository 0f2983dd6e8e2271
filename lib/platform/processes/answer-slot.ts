import { WorkerLostError } from '#lib/platform/processes/worker-pool.ts'

/**
 * One question's answer at a time from a helper that may die. Racing each answer with one long-lived promise
 * of the helper's death would keep every answer in memory for as long as the helper lives.
 */
export function createAnswerSlot<T>() {
  let pending: PromiseWithResolvers<T> | null = null
  let lost: WorkerLostError | null = null

  return {
    /** Asks by `send` and waits; rejects with `WorkerLostError` once the helper is lost. */
    async ask(send: () => void): Promise<T> {
      if (lost) throw lost
      pending = Promise.withResolvers<T>()
      try {
        send()
        return await pending.promise
      } finally {
        pending = null
      }
    },
    answer(value: T): void {
      // Under `node --watch` a thread also tells what it has imported.
      if (typeof value === 'object' && value !== null && 'watch:import' in value) return
      pending?.resolve(value)
    },
    lose(reason: string): void {
      lost ??= new WorkerLostError(reason)
      pending?.reject(lost)
    },
  }
}
