// What an installation for running holds and nobody reads: source maps, types, readmes, headers of Node.js, and the browser
// driver that Next.js offers to tests. 370 of 1,050 MB.
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const unread = /\.(?:map|d\.[cm]?ts|md|markdown|flow)$/i
/** Development packages that npm keeps because a package of ours could use them. */
const offered = ['@playwright', 'playwright', 'playwright-core']
const kept = /^(?:licen[cs]e|copying|notice)/i
/** next build looks whether types of Node.js and React are there, and installs everything where they are not. */
const lookedFor = /[\\/]@types[\\/]/

// `slim-modules.mjs FOLDER` removes it from the packages in that folder; licences stay.
const [folder] = process.argv.slice(2)
if (!folder) throw new Error('usage: slim-modules.mjs FOLDER')

for (const name of offered) rmSync(join(folder, name), { recursive: true, force: true })
for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
  const file = join(entry.parentPath ?? entry.path, entry.name)
  if (!entry.isFile() || !unread.test(entry.name)) continue
  if (!kept.test(entry.name) && !lookedFor.test(file)) rmSync(file)
}
// Node.js came in a package inside its package; the program itself is linked from there.
const program = lstatSync(join(folder, 'node', 'bin', 'node'), { throwIfNoEntry: false })
if (program?.isFile())
  rmSync(join(folder, 'node', 'node_modules'), { recursive: true, force: true })
