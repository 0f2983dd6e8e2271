// `npm run bench [-- NAME…]`: every benchmark of this folder (or those named), each in a process of its own and one
// after another, since two would measure each other. Keeps the figures of each in `.data/bench/NAME.json` and ends with
// code 1 when a gate is missed. `-- --list` names them; `-- --table` prints the table of README.md from the figures kept.
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { tableOf } from '#bench/rig/table.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const folder = import.meta.dirname
const kept = fromRoot('.data/bench')
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -3))
  .sort()

/** Runs one; its last line is kept. */
function run(name: string): Promise<number> {
  console.error(`\n# ${name}`)
  const child = spawn(process.execPath, [join(folder, `${name}.ts`)], {
    stdio: ['inherit', 'pipe', 'inherit'],
  })
  let told = ''
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString()
    process.stdout.write(chunk)
  })
  return new Promise((resolve) =>
    child.once('close', (code) => {
      const last = told.trim().split('\n').at(-1) ?? ''
      if (last.startsWith('{')) writeFileSync(join(kept, `${name}.json`), `${last}\n`)
      resolve(code ?? 1)
    }),
  )
}

const named = process.argv.slice(2)
if (named.includes('--list') || named.includes('--table')) {
  console.log(named.includes('--list') ? known.join('\n') : tableOf(kept))
  process.exit(0)
}
const unknown = named.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`No benchmark is named ${unknown.join(', ')}. There are: ${known.join(', ')}`)
  process.exit(2)
}
mkdirSync(kept, { recursive: true })
const missed: string[] = []
for (const name of named.length > 0 ? named : known) if ((await run(name)) !== 0) missed.push(name)
console.error(missed.length > 0 ? `\nMissed: ${missed.join(', ')}` : '\nAll gates are met')
process.exit(missed.length > 0 ? 1 : 0)
