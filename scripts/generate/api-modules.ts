import { globSync } from 'node:fs'
import { dirname } from 'node:path'

import type { Generator } from '#scripts/generate/generated-file.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const path = 'app/api/openapi.json/api-modules.ts'

/** The library's own protocol (a catch-all), the description itself and refusals are no operations of the API. */
const isDescribed = (folder: string) =>
  !folder.includes('[...') && folder !== 'openapi.json' && folder !== 'refused'

/** `v1/runs/[id]` is served at `/api/v1/runs/{id}`. */
const addressOf = (folder: string) => `/api/${folder.replaceAll(/\[(\w+)\]/g, '{$1}')}`

/** `v1/runs/[id]` is imported as `runsId`. */
const nameOf = (folder: string) =>
  folder
    .replace(/^v1\//, '')
    .replaceAll(/[^A-Za-z0-9]+(\w?)/g, (_, next: string) => next.toUpperCase())

const head = `// Written from the files app/api/**/route.ts by \`npm run generate\`; do not edit.
`

/** The route files of the API by their address, so that none can be missing from its description. */
export const generateApiModules: Generator = async () => {
  const folders = globSync('**/route.ts', { cwd: fromRoot('app/api') })
    .map((file) => dirname(file).replaceAll('\\', '/'))
    .filter(isDescribed)
    .toSorted()
  const imports = folders.map(
    (folder) => `import * as ${nameOf(folder)} from '#app/api/${folder}/route.ts'`,
  )
  const lines = folders.map((folder) => `  '${addressOf(folder)}': ${nameOf(folder)},`)
  const record = [
    '/** Every route file of the API, by its address. */',
    'export const apiModules: Record<string, object> = {',
    ...lines,
    '}',
  ]
  return [{ path, text: `${[head + imports.join('\n'), record.join('\n')].join('\n\n')}\n` }]
}
