import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'

type ProgramOptions = Pick<SpawnOptions, 'env' | 'stdio' | 'serialization' | 'cwd' | 'detached'>

export type Program = {
  process: ChildProcess
  /** Resolves with how it ended, in words, once all that it wrote was read. Never rejects. */
  ended: Promise<{ code: number | null; how: string }>
  /** SIGKILL, and waits until it is gone. */
  kill: () => Promise<void>
}

function describeEnd(code: number | null, signal: string | null): string {
  return signal === null ? `ended with code ${code}` : `was killed by ${signal}`
}

const isRunning = ({ pid, exitCode, signalCode }: ChildProcess) =>
  pid !== undefined && exitCode === null && signalCode === null

/** Starts a program with this Node.js: `args` are its flags, the file and the file's arguments. */
export function spawnProgram(args: string[], options: ProgramOptions): Program {
  const child = spawn(process.execPath, args, options)
  const ended = new Promise<{ code: number | null; how: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: null, how: `did not start: ${error.message}` }))
    child.once('close', (code, signal) => resolve({ code, how: describeEnd(code, signal) }))
  })
  return {
    process: child,
    ended,
    kill: async () => {
      if (!isRunning(child)) return
      const gone = once(child, 'exit')
      child.ref()
      child.kill('SIGKILL')
      await gone
    },
  }
}
