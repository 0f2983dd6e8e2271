import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { spawnProgram } from '#lib/platform/processes/spawn-program.ts'

const leanZod = join(import.meta.dirname, 'lean-zod.ts')
const followParent = join(import.meta.dirname, 'follow-parent.ts')
const root = join(import.meta.dirname, '../../..')
const keptLines = 60

export type ChildOptions = {
  name: string
  /** Arguments of Node: flags, the program, its arguments. */
  args: string[]
  env: NodeJS.ProcessEnv
  /** Receives each line that the child writes; where it is absent they go where ours go. */
  output?: (line: string) => void
  /** Stays in our group: a signal to the group reaches it as well. */
  inGroup?: true
  /** Its program is a bundle, which holds what is loaded before others. */
  bundled?: boolean
}

export type LaunchedChild = {
  process: ChildProcess
  /** Resolves once it has ended and all it wrote was read, with how it ended, as words. */
  ended: Promise<{ code: number | null; how: string }>
  /** SIGKILL to its whole group. */
  kill(): void
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
 * Starts a Node program that ends when this process does. Unless it stays in our group it leads one of its own: Ctrl-C in
 * the terminal reaches the main job only, which then stops its children in order.
 */
export function launchChild(
  { args, env, output, inGroup, bundled }: ChildOptions,
  last: LastLines,
): LaunchedChild {
  const stream = output ? 'pipe' : 'inherit'
  const first = bundled ? [] : ['--import', leanZod, '--import', followParent]
  const { process: child, ended } = spawnProgram([...first, ...args], {
    cwd: root,
    env: { ...env, EARSHOT_PARENT: String(process.pid) },
    detached: !inGroup,
    stdio: ['ignore', stream, stream, 'ipc'],
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      last.add(line)
      output?.(line)
    })
  }
  return {
    process: child,
    ended,
    kill: () => {
      try {
        if (child.pid !== undefined) process.kill(inGroup ? child.pid : -child.pid, 'SIGKILL')
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
