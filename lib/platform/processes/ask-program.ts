import { spawnProgram } from '#lib/platform/processes/spawn-program.ts'

/** The program is gone without an answer; the message says how. */
class ProgramEndedError extends Error {}

/**
 * Starts a program, sends it one question and takes its first message for the answer: whatever kills it kills nothing
 * else. An abort kills it. Throws `ProgramEndedError`.
 */
export async function askProgram(
  program: string,
  question: object,
  signal: AbortSignal,
): Promise<unknown> {
  if (signal.aborted) throw new ProgramEndedError('was stopped before it began')
  const { process: child, ended } = spawnProgram([...process.execArgv, program], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const stop = () => void child.kill('SIGKILL')
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await new Promise((resolve, reject) => {
      child.once('message', resolve)
      void ended.then(({ how }) => reject(new ProgramEndedError(how)))
      child.send(question, (error) => error && reject(new ProgramEndedError(error.message)))
    })
  } finally {
    signal.removeEventListener('abort', stop)
    if (child.connected) child.disconnect()
  }
}
