import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { z } from 'zod'

import { Program } from '#bench/rig/program.ts'

const folderOf = (name: string) => fileURLToPath(new URL(`../peers/${name}`, import.meta.url))
const Packages = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional() })),
})

/** A program of `bench/rig` that measures another tool, installed into its folder of `bench/peers`. */
export type Peer = {
  name: string
  /** what it runs, in `bench/rig` */
  program: string
  /** packages that npm calls optional are most of promptfoo's 2 GB, and none of them is used */
  flags: string[]
}

/** Whether the folder holds the version of its lock file. */
function isInstalled(name: string): boolean {
  const versionIn = (file: string) => {
    if (!existsSync(file)) return null
    const { packages } = Packages.parse(JSON.parse(readFileSync(file, 'utf8')))
    return packages[`node_modules/${name}`]?.version ?? null
  }
  const folder = folderOf(name)
  const wanted = versionIn(join(folder, 'package-lock.json'))
  return wanted !== null && versionIn(join(folder, 'node_modules/.package-lock.json')) === wanted
}

/** Installs what the peer's lock file says unless it is there; none of its scripts run. Returns whether it can be used. */
export function install({ name, flags }: Peer): boolean {
  if (isInstalled(name)) return true
  console.error(`Installing ${name} into bench/peers/${name} (once)…`)
  const { status } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...flags],
    {
      cwd: folderOf(name),
      stdio: ['ignore', 2, 2],
      // npm itself runs on our Node, since some of these packages need a newer one than the machine's.
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` },
    },
  )
  if (status === 0) return true
  console.error(`${name} could not be installed, see above: it is not compared`)
  return false
}

const Measured = z.object({
  seconds: z.number(),
  passed: z.number(),
  /** a case that expects what the echo does not say */
  controlFailed: z.boolean(),
  /** results found in what it has stored; null: it stores none */
  stored: z.number().nullable(),
})

/** Cases a second of the peer, in a process of its own. Throws unless all passed, are stored and the control case failed. */
export async function rateOf(peer: Peer, echoUrl: string, cases: number): Promise<number> {
  const program = new Program(fileURLToPath(new URL(`./${peer.program}`, import.meta.url)), {
    args: [folderOf(peer.name), echoUrl, String(cases)],
    env: { BOTIUM_ANALYTICS: 'false', NODE_ENV: 'production', LOG_LEVEL: 'error' },
  })
  const { seconds, passed, controlFailed, stored } = await program.message(Measured)
  await program.stop()
  if (passed !== cases || !controlFailed || (stored !== null && stored < cases))
    throw new Error(
      `${peer.name}: ${passed} of ${cases} passed, ${stored ?? 'no'} results are stored, ` +
        `the control case ${controlFailed ? 'failed as it must' : 'passed'}`,
    )
  return cases / seconds
}
