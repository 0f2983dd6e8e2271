import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import tseslint from 'typescript-eslint'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'

import {
  componentOf,
  reactViolations,
  typesAround,
  typeViolations,
} from '#scripts/house/testing/lint-violations.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const Config = z.object({
  overrides: z.array(z.object({ rules: z.record(z.string(), z.unknown()) })),
})
const Report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })),
})

const config = fromRoot('.oxlintrc.json')
const rules = Config.parse(JSON.parse(readFileSync(config, 'utf8'))).overrides.flatMap((one) =>
  Object.keys(one.rules),
)
const planted = [
  ...Object.keys(typeViolations).map((rule) => `typescript/${rule}`),
  ...Object.keys(reactViolations).map((rule) => `react/${rule}`),
]

const folder = mkdtempSync(join(tmpdir(), 'earshot-lint-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('every rule of typescript-eslint that needs types is on', () => {
  const theirs = [tseslint.configs.recommendedTypeCheckedOnly]
    .flat()
    .flatMap((one) => Object.keys(one.rules ?? {}))
    .filter((name) => name.startsWith('@typescript-eslint/'))
    .map((name) => name.replace('@typescript-eslint/', 'typescript/'))
  // A function that returns a promise may be async without waiting for anything.
  const wanted = theirs.filter((name) => name !== 'typescript/require-await')
  expect(rules.filter((name) => name.startsWith('typescript/')).toSorted()).toEqual(
    wanted.toSorted(),
  )
})

test('each rule of oxlint finds a violation', async () => {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const compilerOptions = {
    ...{ module: 'esnext', target: 'esnext', moduleResolution: 'bundler', jsx: 'preserve' },
    ...{ strict: true, lib: ['esnext', 'dom'] },
  }
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts', '*.tsx'] }))
  for (const [rule, text] of Object.entries(typeViolations))
    write(`${rule}.ts`, `${typesAround}${text}\nexport {}\n`)
  for (const [rule, body] of Object.entries(reactViolations))
    write(`${rule}.tsx`, componentOf(body))

  const run = promisify(execFile)(
    process.execPath,
    [fromRoot('node_modules/oxlint/bin/oxlint'), '--config', config, '--format=json', folder],
    { cwd: fromRoot('.'), maxBuffer: 1e8 },
  )
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  const found = Report.parse(JSON.parse(stdout)).diagnostics.map(
    // `react-hooks(rules-of-hooks)` and `react(refs)` are of one plugin here.
    ({ code, filename }) => `${code.replace(/^([a-z]+).*\((.+)\)$/, '$1/$2')} in ${filename}`,
  )
  const missed = rules.filter(
    (rule) =>
      !found.some(
        (one) => one.startsWith(`${rule} in `) && one.includes(`${rule.split('/')[1]}.ts`),
      ),
  )
  expect(missed).toEqual([])
  expect(planted.toSorted()).toEqual(rules.toSorted())
})
