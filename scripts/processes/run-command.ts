import { spawn } from 'node:child_process'

import { root } from '#scripts/processes/root.ts'

export type CommandResult = { code: number; output: string; seconds: number }

/**
 * Runs a Node program of `node_modules` or ours to its end and collects what it writes, or passes it
 * on line for line with `inherit`. Ends with this process on Ctrl-C, as it shares its group.
 */
export function runCommand(
  args: string[],
  options: { env?: NodeJS.Dict<string>; inherit?: boolean } = {},
): Promise<CommandResult> {
  const begin = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: options.inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) =>
      resolve({ code: code ?? 1, output, seconds: (performance.now() - begin) / 1_000 }),
    )
  })
}
