import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'

import { clean, type Edge, packages, plants } from '#scripts/house/testing/plants.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const Pattern = z.union([z.string(), z.array(z.string())]).default([])
const Named = z.object({ name: z.string(), to: z.object({ pathNot: Pattern }) })
const Config = z.object({ forbidden: z.array(Named), required: z.array(Named).default([]) })
const Cruise = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) }),
    ),
  }),
})

const config = fromRoot('.dependency-cruiser.cjs')
const { forbidden, required } = Config.parse(createRequire(import.meta.url)(config))
const rules = [...forbidden, ...required].map(({ name, to }) => ({
  name,
  except: [to.pathNot].flat().map((pattern) => new RegExp(pattern)),
}))
const planted = plants(rules)
const made: string[] = []
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })))

/** A project that has nothing but the files named by `edges`, each importing what it says. */
function plant(edges: readonly Edge[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-rules-'))
  made.push(folder)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  write('package.json', JSON.stringify({ type: 'module', imports: { '#*': './*' } }))
  write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'esnext' } }))
  for (const name of packages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }))
    write(`node_modules/${name}/index.js`, 'module.exports = {}\n')
  }
  const texts = new Map<string, string>()
  for (const { from, to, type } of edges) {
    if (from === to) {
      texts.set(from, '')
      continue
    }
    const specifier = packages.includes(to) ? to : `#${to}`
    const line = `import ${type ? 'type ' : ''}{ x } from '${specifier}'\nexport type Y${texts.size} = typeof x\n`
    texts.set(from, (texts.get(from) ?? '') + line)
    if (!packages.includes(to)) texts.set(to, texts.get(to) ?? '')
  }
  for (const [path, text] of texts) write(path, `${text}export const x = 1\n`)
  return folder
}

/** What dependency-cruiser says of `folder` under the rules of the house, as `rule: from -> to`. */
async function violations(folder: string): Promise<string[]> {
  const program = fromRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', '.'],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: { stdout: string }) => error) // its exit code counts the violations
  return Cruise.parse(JSON.parse(stdout)).summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} -> ${to.replace(/\/index\.js$/, '')}`,
  )
}

test('each rule of imports has a planted violation, and none is planted for a rule that is gone', () =>
  expect([...new Set(planted.map(({ rule }) => rule))].sort()).toEqual(
    rules.map(({ name }) => name).sort(),
  ))

test('each planted violation breaks its rule, and nothing else', async () => {
  const closing = planted
    .filter(({ back }) => back)
    .map(({ from, to }) => ({ from: to, to: from, type: true }))
  const found = await violations(plant([...planted, ...closing]))
  const expected = planted.flatMap(({ rule, from, to, also = [] }) =>
    [rule, ...also].map(
      (name) => `${name}: ${from} -> ${packages.includes(to) ? `node_modules/${to}` : to}`,
    ),
  )
  expect(found.sort()).toEqual(expected.sort())
})

test('what is allowed breaks no rule', async () => {
  expect(await violations(plant(clean))).toEqual([])
})

test('docs/architecture.md has a line for each engine and each domain', () => {
  const page = readFileSync(fromRoot('docs/architecture.md'), 'utf8')
  const named = rules.flatMap(
    ({ name }) => /^(?:domain|engine)-(?!touch)(.+)/.exec(name)?.[1] ?? [],
  )
  for (const name of named) expect(page, name).toContain(`\n| \`${name}\` `)
})
