import type { Storage } from '#lib/platform/storage/types.ts'

/** A storage that keeps what is put in memory until `write` stores all of it, or nobody ever does. */
export function deferWrites(storage: Storage): { storage: Storage; write: () => Promise<void> } {
  const waiting: Parameters<Storage['put']>[] = []
  return {
    storage: {
      ...storage,
      put: (...what) => {
        waiting.push(what)
        return Promise.resolve('stored')
      },
    },
    write: async () => {
      for (const what of waiting.splice(0)) await storage.put(...what)
    },
  }
}
