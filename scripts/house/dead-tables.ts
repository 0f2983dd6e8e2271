import type { Finding } from '#scripts/house/finding.ts'
import { delivered, type Sources } from '#scripts/house/sources.ts'

type Table = {
  /** its constant in db/schema */ constant: string
  /** its name in SQL */ name: string
}

const definition = /^export const (\w+) = pgTable\(\s*'(\w+)'/gm

/** Tables whose rows never leave the one file that writes them, and why that is right. */
const keptByOneFile = new Set([
  'refresh_tokens', // read when they are exchanged, which writes the next one
  'idempotency_keys', // read when a request comes again
  'target_rates', // read by the claim of items, which refills them
  'webhook_effects', // their insert is the question whether there was one
])

const any = (names: string[]) => `(?:${names.join('|')})`

/** The constant and every variable of the text that may hold it, as `const table = passed ? a : b`. */
function variables(text: string, constant: string): string[] {
  const holds = new RegExp(`\\bconst (\\w+) = (?!await )[^\\n(]*\\b${constant}\\b`, 'g')
  return [constant, ...[...text.matchAll(holds)].map(([, name = '']) => name)]
}

type Use = { writes: boolean; reads: boolean; /** a library keeps the rows */ handed: boolean }

function uses(text: string, { constant, name }: Table): Use {
  const held = any(variables(text, constant))
  const inSql = `(?:${name}\\b|\\$\\{${constant}\\})`
  const found = (pattern: string) => new RegExp(pattern).test(text)
  // A library that keeps its own rows is told the name.
  const handed = found(`tableName: '${name}'`)
  return {
    handed,
    writes:
      handed ||
      found(`\\.(?:insert|update)\\(\\s*${held}\\b`) ||
      found(`\\b(?:insert into|update|copy|merge into) (?:only )?${inSql}`),
    reads:
      handed ||
      found(`\\.(?:from|\\w*[jJ]oin|\\$count)\\(\\s*${held}\\b`) ||
      found(`\\balias\\(\\s*${constant}\\b`) ||
      found(`\\bquery\\.${constant}\\b`) ||
      found(`\\b(?:from|join|using) (?:only )?${inSql}`),
  }
}

function problemOf(all: Use[], oneFile: boolean): string | null {
  const missing = [
    ...(all.some(({ writes }) => writes) ? [] : ['writes']),
    ...(all.some(({ reads }) => reads) ? [] : ['reads']),
  ]
  if (missing.length > 0)
    return `no code of lib or workers ${missing.join(' or ')} it; use it or remove it from db/schema`
  if (
    oneFile ||
    all.some(({ writes, reads }) => reads && !writes) ||
    all.some(({ handed }) => handed)
  )
    return null
  return 'only the file that writes it reads it, so nobody sees its rows; use it or remove it from db/schema'
}

const written = /create (?:or replace )?function (\w+)\([^$]*\$\$(.*?)\$\$/gs

const triggered = /execute function (\w+)\(/g

/** Bodies of functions of the database that migrations make, and that `callers`, a trigger or one of the others calls. */
function calledFunctions(
  sources: Sources,
  callers: readonly [string, string][],
): [string, string][] {
  const bodies = new Map<string, string>()
  const triggers = new Set<string>()
  for (const [path, found] of delivered(sources, (path) => path.startsWith('drizzle/'))) {
    const text = found.toLowerCase()
    for (const [, name = '', body = ''] of text.matchAll(written))
      bodies.set(`${path} ${name}`, body)
    for (const [, name = ''] of text.matchAll(triggered)) triggers.add(name)
  }
  const isCalled = (key: string, texts: readonly string[]) => {
    const [, name = ''] = key.split(' ')
    return triggers.has(name) || texts.some((text) => text.includes(`${name}(`))
  }
  const first = [...bodies].filter(([key]) =>
    isCalled(
      key,
      callers.map(([, text]) => text),
    ),
  )
  const bodiesOfFirst = first.map(([, body]) => body)
  return [...bodies].filter(
    ([key]) => first.some(([known]) => known === key) || isCalled(key, bodiesOfFirst),
  )
}

/** Tables of `db/schema` that the product never writes (deleting is not writing), or never reads but to write it. */
export function deadTables(sources: Sources): Finding[] {
  const schema = delivered(sources, (path) => path.startsWith('db/schema/'))
  const tables = schema.flatMap(([, text]) =>
    [...text.matchAll(definition)].map(([, constant = '', name = '']) => ({ constant, name })),
  )
  const code = delivered(sources, (path) => /^(lib|workers)\//.test(path))
  const texts = [...code, ...calledFunctions(sources, code)]
  return tables.flatMap((table) => {
    const all = texts
      .filter(([, text]) => text.includes(table.constant) || text.includes(table.name))
      .map(([, text]) => uses(text, table))
    const problem = problemOf(all, keptByOneFile.has(table.name))
    return problem === null ? [] : [{ name: `table ${table.name}`, problem }]
  })
}
