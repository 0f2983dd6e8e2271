import { stampClientAddresses } from '#lib/http/client-address.ts'
import { openDoor } from '#lib/http/door.ts'
import { guardServer } from '#lib/http/guard-server.ts'
import { stopStreams } from '#lib/http/open-streams.ts'
import { openPageDoor } from '#lib/http/page-door.ts'
import { sendConsoleToLog } from '#lib/http/page-errors.ts'
import { prepareWebStorage } from '#lib/http/prepare-storage.ts'
import { startReportingCounts } from '#lib/http/report-counts.ts'
import { requireHttps } from '#lib/http/require-https.ts'
import { requireOwnKeys } from '#lib/platform/config/require-own-keys.ts'
import { openWebhookDoor } from '#lib/http/webhook-door.ts'
import { settings } from '#lib/platform/config/settings.ts'

/** What a web process does before its first request. A faulty setting stops it here, not the first page that needs it. */
export function startServer(): void {
  const { NODE_ENV } = settings()
  requireOwnKeys()
  guardServer()
  stampClientAddresses()
  openDoor()
  openPageDoor()
  requireHttps()
  openWebhookDoor()
  prepareWebStorage()
  startReportingCounts()
  // The server ends once its last answer does, and a stream of events is one that has no end of its own.
  process.once('SIGTERM', stopStreams)
  if (NODE_ENV === 'production') sendConsoleToLog()
}
