import { parentPort } from 'node:worker_threads'

import {
  clockOrigin,
  type ThreadMessage,
  type ToThread,
} from '#lib/engines/connectors/realtime/protocol.ts'
import { SessionHost } from '#lib/engines/connectors/realtime/session-host.ts'
import { knowsOutage } from '#lib/platform/net/breaker.ts'
import { raisePriority } from '#lib/platform/processes/raise-priority.ts'
import { beatMs } from '#lib/platform/processes/silence.ts'

/** Worker thread: holds conversations by voice, and does nothing else, so that what it says and hears is in time. */
const tell = (message: ThreadMessage, transfer: ArrayBuffer[] = []) =>
  parentPort?.postMessage(message, transfer)

void raisePriority()
const host = new SessionHost(tell)
parentPort?.on('message', (messages: ToThread[]) => {
  for (const message of messages) host.take(message)
})
tell({ origin: clockOrigin() })
setInterval(() => tell({ beat: true, outage: knowsOutage() }), beatMs)
