import { parentPort } from 'node:worker_threads'

import '#lib/engines/connectors/realtime/realtime-thread.ts'
import type { ToThread } from '#lib/engines/connectors/realtime/protocol.ts'

/** calls under way at which it ends */
const fatal = 50
/** ms after the last of them has begun: their speech is on its way */
const lastMs = 400

// For tests: the real thing, but it dies in the middle of its first fifty calls.
let turns = 0
parentPort?.on('message', (messages: ToThread[]) => {
  for (const message of messages)
    if ('turn' in message && ++turns === fatal) setTimeout(() => process.exit(7), lastMs)
})
