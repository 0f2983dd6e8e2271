import { log } from '#lib/platform/log.ts'

/**
 * What nobody caught ends the process, as without this, but with one line in the log. Node.js itself would print the
 * message as it is, with the parameters of a failed query in it.
 */
export function logUncaught(): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error that nobody caught ended this process')
    process.exit(1)
  })
}
