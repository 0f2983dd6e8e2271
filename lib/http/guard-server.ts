import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { settings } from '#lib/platform/config/settings.ts'
import { guardLoop } from '#lib/platform/processes/guard-loop.ts'

/**
 * Lets a thread end this server when its event loop stands still for too long; whatever runs it starts it again. Not in
 * development, where compiling may block it for as long.
 */
export function guardServer(): void {
  if (settings().NODE_ENV !== 'production') return
  // From the working directory: this module is bundled, and its own address means nothing.
  const program = path.join(
    /* turbopackIgnore: true */ process.cwd(),
    'lib/platform/processes/guard-thread.ts',
  )
  guardLoop(pathToFileURL(program), {
    name: settings().PROCESS_NAME,
    limitMs: settings().SILENCE_LIMIT_SECONDS * 1_000,
    before: null,
  })
}
