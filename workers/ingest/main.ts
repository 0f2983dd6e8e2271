import { enableCompileCache } from 'node:module'

// Before anything else is loaded, as in the worker.
enableCompileCache()

const { runIngest } = await import('#workers/ingest/run-ingest.ts')
const { logUncaught } = await import('#lib/platform/processes/log-uncaught.ts')
logUncaught()
await runIngest()
