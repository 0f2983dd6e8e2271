import { settings } from '#lib/platform/config/settings.ts'
import { guardLoop } from '#lib/platform/processes/guard-loop.ts'
import { threadProgram } from '#lib/platform/processes/thread-program.ts'

/**
 * Lets a thread end this server when its event loop stands still for too long; whatever runs it starts it again. Not in
 * development, where compiling may block it for as long.
 */
export function guardServer(): void {
  if (settings().NODE_ENV !== 'production') return
  guardLoop(threadProgram(import.meta.dirname, 'lib/platform/processes/guard-thread.ts'), {
    name: settings().PROCESS_NAME,
    limitMs: settings().SILENCE_LIMIT_SECONDS * 1_000,
    before: null,
  })
}
