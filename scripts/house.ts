import { allowed } from '#scripts/house/allowed.ts'
import { checkHouse } from '#scripts/house/check-house.ts'
import { applyExceptions } from '#scripts/house/exceptions.ts'
import { type Size, sizes } from '#scripts/house/sizes.ts'
import { readSources } from '#scripts/house/sources.ts'
import { root } from '#scripts/processes/root.ts'

const few = 12

function printSizes(all: Size[]): void {
  const width = Math.max(...all.map(({ what }) => what.length))
  for (const { what, value, aim, which = [] } of all) {
    console.log(`${what.padEnd(width)}  ${String(value).padStart(4)}   aim: ${aim}`)
    const named =
      which.length > few ? [...which.slice(0, few), `and ${which.length - few} more`] : which
    if (process.argv.includes('--names')) for (const name of named) console.log(`    ${name}`)
  }
}

const check = process.argv.includes('--check')
const sources = readSources(root)
if (!check) printSizes(sizes(sources))

const today = new Date().toISOString().slice(0, 10)
const findings = applyExceptions(checkHouse(sources), allowed, today)
for (const { name, problem } of findings) console.error(`${name}: ${problem}`)
if (findings.length > 0) process.exitCode = 1
else console.log(`${check ? '' : '\n'}nothing is unused or misplaced; ${allowed.length} exceptions`)
