// Cases a second of promptfoo against the echo, results stored in its database: its provider `http`, 20 calls at once.
// Arguments: folder of the installation, address of the echo, cases.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

import { z } from 'zod'

const [folder = '', echoUrl = '', cases = '0'] = process.argv.slice(2)

const own = mkdtempSync(join(tmpdir(), 'earshot-bench-promptfoo-'))
Object.assign(process.env, {
  PROMPTFOO_CONFIG_DIR: own,
  PROMPTFOO_DISABLE_TELEMETRY: '1',
  PROMPTFOO_DISABLE_UPDATE: '1',
  PROMPTFOO_DISABLE_SHARING: '1',
  PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
  PROMPTFOO_CACHE_ENABLED: 'false',
})

const module = pathToFileURL(join(folder, 'node_modules/promptfoo/dist/src/index.js')).href
const { evaluate } = (await import(module)) as {
  evaluate: (suite: object, options: object) => Promise<unknown>
}

type Test = { said: string; answer: string }

/** Runs and stores them; returns the evaluation's id. */
async function run(tests: readonly Test[]): Promise<string> {
  const suite = {
    prompts: ['{{said}}'],
    providers: [
      {
        id: echoUrl,
        config: {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: { text: '{{prompt}}' },
          transformResponse: 'json.text',
        },
      },
    ],
    tests: tests.map(({ said, answer }) => ({
      vars: { said },
      assert: [{ type: 'equals', value: answer }],
    })),
    sharing: false,
    writeLatestResults: true,
  }
  const evaluated = await evaluate(suite, {
    maxConcurrency: 20,
    showProgressBar: false,
    cache: false,
  })
  return z.object({ id: z.string() }).parse(evaluated).id
}

const numbered = (count: number): Test[] =>
  Array.from({ length: count }, (_, i) => ({ said: `hello ${i}`, answer: `You said: hello ${i}` }))

/** What its database has of an evaluation. */
function kept(id: string): { stored: number; passed: number } {
  const database = new DatabaseSync(join(own, 'promptfoo.db'), { readOnly: true })
  const row = database
    .prepare(
      'select count(*) as stored, coalesce(sum(success), 0) as passed from eval_results where eval_id = ?',
    )
    .get(id)
  database.close()
  return z.object({ stored: z.number(), passed: z.number() }).parse(row)
}

await run(numbered(50))
const startedAt = performance.now()
const id = await run(numbered(Number(cases)))
const seconds = (performance.now() - startedAt) / 1_000
const control = kept(await run([{ said: 'hello 0', answer: 'You said: goodbye 0' }]))
const controlFailed = control.stored === 1 && control.passed === 0
const found = kept(id)
rmSync(own, { recursive: true, force: true, maxRetries: 5 })
process.send?.({ seconds, ...found, controlFailed }, () => process.exit(0))
