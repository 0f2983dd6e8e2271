import { parentPort } from 'node:worker_threads'

import '#lib/engines/connectors/realtime/realtime-thread.ts'
import type { ToThread } from '#lib/engines/connectors/realtime/protocol.ts'

// For tests: the real thing, but what is said in some languages ends it or blocks it for good.
parentPort?.on('message', (messages: ToThread[]) => {
  for (const message of messages)
    if ('turn' in message) {
      if (message.input.language === 'de-DE') process.exit(7)
      for (; message.input.language === 'fr-FR';);
    }
})
