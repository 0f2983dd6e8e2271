import type { Instrumentation } from 'next'

/** Runs once in each server process, before its first request. */
export async function register(): Promise<void> {
  // Written out so that the bundler drops the import from its edge build, which has no sockets.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { settings } = await import('#lib/platform/config/settings.ts')
    // A faulty setting stops the server here, not the first request that needs it.
    settings()
    const { requireOwnKeys } = await import('#lib/platform/config/require-own-keys.ts')
    requireOwnKeys()
    const { guardServer } = await import('#lib/http/guard-server.ts')
    guardServer()
    const { stampClientAddresses } = await import('#lib/http/client-address.ts')
    stampClientAddresses()
    const { openDoor } = await import('#lib/http/door.ts')
    openDoor()
    const { requireHttps } = await import('#lib/http/require-https.ts')
    requireHttps()
    const { startReportingCounts } = await import('#lib/http/report-counts.ts')
    startReportingCounts()
    const { prepareWebStorage } = await import('#lib/http/prepare-storage.ts')
    prepareWebStorage()
    if (settings().NODE_ENV === 'production') {
      const { sendConsoleToLog } = await import('#lib/http/page-errors.ts')
      sendConsoleToLog()
    }
  }
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logPageError } = await import('#lib/http/page-errors.ts')
    logPageError(error, request.method, context)
  }
}
