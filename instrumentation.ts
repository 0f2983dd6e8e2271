import type { Instrumentation } from 'next'

/** Runs once in each server process, before its first request. */
export async function register(): Promise<void> {
  // Written out so that the bundler drops the import from its edge build, which has no sockets.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startServer } = await import('#lib/http/start-server.ts')
    startServer()
  }
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logPageError } = await import('#lib/http/page-errors.ts')
    logPageError(error, request.method, context)
  }
}
