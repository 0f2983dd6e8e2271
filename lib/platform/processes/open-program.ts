import type { Readable } from 'node:stream'

import { createAnswerSlot } from '#lib/platform/processes/answer-slot.ts'
import { spawnProgram } from '#lib/platform/processes/spawn-program.ts'
import type { PoolWorker } from '#lib/platform/processes/worker-pool.ts'

const keptCharacters = 500

/** The end of what a stream said, for error messages. */
export function lastWords(stream: Readable | null): () => string {
  let text = ''
  stream?.on('data', (bytes: Buffer) => (text = (text + bytes.toString()).slice(-keptCharacters)))
  return () => text
}

type ProgramOptions<A> = {
  /** path of the program, which answers each message that it gets with one */
  program: string
  /** in error messages */
  name: string
  read: (message: unknown) => A
}

/** Starts a program that answers one question at a time. It does not keep this process alive. */
export function openProgram<Q extends object, A>({
  program,
  name,
  read,
}: ProgramOptions<A>): PoolWorker<Q, A> {
  const {
    process: child,
    ended,
    kill,
  } = spawnProgram([program], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  const slot = createAnswerSlot<unknown>()
  const complaint = lastWords(child.stderr)
  child.on('message', (message) => slot.answer(message))
  void ended.then(({ how }) => slot.lose(`${name} ${how} ${complaint()}`.trim()))
  child.unref()
  child.channel?.unref()
  return {
    ask: async (question) => read(await slot.ask(() => void child.send(question))),
    close: kill,
  }
}
