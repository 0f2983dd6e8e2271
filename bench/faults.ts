import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { startVitest } from 'vitest/node'

/**
 * The fault tests of the pipeline, larger and once a seed: `node bench/faults.ts [--scale 10] [--seeds 3] [name]`.
 * At scale 67 a run has 10,000 items and 20 workers are killed under it; Postgres is killed 8 times under 40,000.
 * Prints what each measured as JSON lines. Exit code 1 when a promise is broken.
 */
const { values, positionals } = parseArgs({
  options: {
    scale: { type: 'string', default: '10' },
    seeds: { type: 'string', default: '3' },
  },
  allowPositionals: true,
})

const folder = mkdtempSync(join(tmpdir(), 'earshot-faults-'))
const faultReport = join(folder, 'figures.jsonl')
writeFileSync(faultReport, '')
try {
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    const vitest = await startVitest('test', [`workers/faults/${positionals[0] ?? ''}`], {
      watch: false,
      fileParallelism: false,
      provide: { faultScale: Number(values.scale), faultSeed: seed, faultReport },
    })
    if (vitest.state.getCountOfFailedTests() > 0) process.exitCode = 1
    await vitest.close()
  }
  console.log(readFileSync(faultReport, 'utf8').trim())
} finally {
  rmSync(folder, { recursive: true, force: true })
}
