import { open, type FileHandle } from 'node:fs/promises'

import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

/** One request as the simulator saw it. */
export type Call = {
  kind: 'text' | 'audio' | 'websocket'
  request_id: string | null
  user_id: string | null
  /** `ClientState.earshot` of the request, if it had one */
  item: string | null
  /** what was asked in writing, or what the ears wrote down */
  query: string | null
  intent: string | null
  /** notation of the fault that struck */
  fault: string | null
  /** HTTP status; of a WebSocket its close code */
  status: number | null
  outcome: 'answered' | 'refused' | 'faulted' | 'aborted'
  ms: number
}

/** Appends calls to a file in the order in which they ended. Costs nothing when there is no file. */
export type CallLog = { enabled: boolean; write(call: Call): void; close(): Promise<void> }

const flushMs = 20

/** Opens (and creates) the file. A write that fails is reported once and ends the log, not the server. */
export async function openCallLog(path: string | undefined): Promise<CallLog> {
  if (path === undefined)
    return { enabled: false, write: () => undefined, close: () => Promise.resolve() }
  const file: FileHandle = await open(path, 'a')
  let waiting: string[] = []
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let broken = false
  const flush = () => {
    timer = null
    const lines = waiting.join('')
    waiting = []
    writing = writing
      .then(() => file.appendFile(lines))
      .catch((error: unknown) => {
        if (!broken) log.error({ error: errorMessage(error) }, 'The call log cannot be written')
        broken = true
      })
  }
  return {
    enabled: true,
    write(call) {
      if (broken) return
      waiting.push(`${JSON.stringify({ time: new Date().toISOString(), ...call })}\n`)
      timer ??= setTimeout(flush, flushMs)
    },
    async close() {
      if (timer) clearTimeout(timer)
      if (waiting.length > 0) flush()
      await writing
      await file.close()
    },
  }
}
