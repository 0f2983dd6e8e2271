import { settings } from '#lib/platform/config/settings.ts'
import { guardLoop } from '#lib/platform/processes/guard-loop.ts'

/** Has a thread end this process when its event loop stands still, `laterMs` after whoever watches it from outside. */
export function guardWorker(laterMs: number, before?: URL): void {
  const limitMs = settings().SILENCE_LIMIT_SECONDS * 1_000
  guardLoop(new URL('../lib/platform/processes/guard-thread.ts', import.meta.url), {
    name: settings().PROCESS_NAME,
    limitMs: limitMs === 0 ? 0 : limitMs + laterMs,
    before: before?.href ?? null,
  })
}
