// `npm run bench [-- NAME…]`: every benchmark of this folder (or those named), each in a process of its own and one
// after another, since two would measure each other. Ends with code 1 when a gate is missed.
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -3))
  .sort()

function run(name: string): Promise<number> {
  console.error(`\n# ${name}`)
  const child = spawn(process.execPath, [join(folder, `${name}.ts`)], { stdio: 'inherit' })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`No benchmark is named ${unknown.join(', ')}. There are: ${known.join(', ')}`)
  process.exit(2)
}
const missed: string[] = []
for (const name of named.length > 0 ? named : known) if ((await run(name)) !== 0) missed.push(name)
console.error(missed.length > 0 ? `\nMissed: ${missed.join(', ')}` : '\nAll gates are met')
process.exit(missed.length > 0 ? 1 : 0)
