import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { root } from '#scripts/processes/root.ts'

const followParent = join(import.meta.dirname, 'follow-parent.ts')
const keptLines = 60

export type ChildOptions = {
  name: string
  /** Arguments of Node: flags, the program, its arguments. */
  args: string[]
  env: NodeJS.ProcessEnv
  /** Receives each line that the child writes. */
  output: (line: string) => void
}

export type LaunchedChild = {
  process: ChildProcess
  /** Resolves once it has ended and all it wrote was read, with how it ended, as words. */
  ended: Promise<{ code: number | null; how: string }>
  /** SIGKILL to its whole group. */
  kill(): void
}

function describeEnd(code: number | null, signal: string | null): string {
  return signal === null ? `ended with code ${code}` : `was killed by ${signal}`
}

/** The last lines that children wrote, oldest first. */
export class LastLines {
  readonly #lines: string[] = []

  add(line: string): void {
    this.#lines.push(line)
    if (this.#lines.length > keptLines) this.#lines.shift()
  }

  toString(): string {
    return this.#lines.join('\n')
  }
}

/**
 * Starts a Node program that ends when this process does. It leads a group of its own: Ctrl-C in
 * the terminal reaches the main job only, which then stops its children in order.
 */
export function launchChild({ args, env, output }: ChildOptions, last: LastLines): LaunchedChild {
  const child = spawn(process.execPath, ['--import', followParent, ...args], {
    cwd: root,
    env: { ...env, EARSHOT_PARENT: String(process.pid) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      last.add(line)
      output(line)
    })
  }
  const ended = new Promise<{ code: number | null; how: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: null, how: `did not start: ${error.message}` }))
    child.once('close', (code, signal) => resolve({ code, how: describeEnd(code, signal) }))
  })
  return {
    process: child,
    ended,
    kill: () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        child.kill('SIGKILL')
      }
    },
  }
}

/** Runs a Node program to its end; throws with the last lines it wrote when it fails. */
export async function runChild(options: ChildOptions): Promise<void> {
  const last = new LastLines()
  const { code, how } = await launchChild(options, last).ended
  if (code !== 0) throw new Error(`${options.name} ${how}:\n${last.toString()}`)
}
