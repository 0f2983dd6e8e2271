import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

import type { Generator } from '#scripts/generate/generated-file.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const path = 'lib/http/api-methods.ts'

/** `v1/runs/[id]` is `/api/v1/runs/*`; `auth/[...nextauth]` is `/api/auth/**`. */
const patternOf = (folder: string) =>
  `/api/${folder.replaceAll(/\[\.\.\.\w+\]/g, '**').replaceAll(/\[\w+\]/g, '*')}`

/** `export const GET = …`, `export { answerAuth as GET }` */
function methodsOf(source: string): string[] {
  const found = source.matchAll(
    /^export (?:const|async function|function) (?<own>GET|POST|PUT|PATCH|DELETE)\b|\bas (?<other>GET|POST|PUT|PATCH|DELETE)\b/gm,
  )
  return [...found].map(({ groups }) => groups?.['own'] ?? groups?.['other'] ?? '').toSorted()
}

const head = `// Written from the files app/api/**/route.ts by \`npm run generate\`; do not edit.

/** What each address of the API serves, so that anything else is refused before it is looked for. */
export const apiMethods: Readonly<Record<string, readonly string[]>> = {
`

/** The methods of every route file by its address; small, since every request of the web process passes by it. */
export const generateApiMethods: Generator = async () => {
  const lines = globSync('**/route.ts', { cwd: fromRoot('app/api') })
    .map((file) => dirname(file).replaceAll('\\', '/'))
    .toSorted()
    .map((folder) => {
      const methods = methodsOf(readFileSync(fromRoot(`app/api/${folder}/route.ts`), 'utf8'))
      return `  '${patternOf(folder)}': [${methods.map((method) => `'${method}'`).join(', ')}],`
    })
  return [{ path, text: `${head}${lines.join('\n')}\n}\n` }]
}
