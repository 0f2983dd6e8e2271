import { enableCompileCache } from 'node:module'

// Before anything else is loaded, as in the worker.
enableCompileCache()

const { runIngest } = await import('#workers/ingest/run-ingest.ts')
await runIngest()
