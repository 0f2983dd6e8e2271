import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { generateAll, staleFiles } from '#scripts/generate/generators.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const check = process.argv.includes('--check')
const files = await generateAll()
const stale = staleFiles(files)

for (const { path, text } of stale) {
  if (check) continue
  mkdirSync(dirname(fromRoot(path)), { recursive: true })
  writeFileSync(fromRoot(path), text)
}
for (const { path } of stale) console.log(`${check ? 'out of date' : 'written'}: ${path}`)
if (stale.length === 0) console.log(`${files.length} generated files are up to date`)
else if (check) {
  console.error('Run `npm run generate` and commit the result.')
  process.exitCode = 1
}
