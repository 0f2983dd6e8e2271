import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'

import type { z } from 'zod'

import { sampleOf } from '#app/api/testing/sample-of.ts'
import { fromRoot } from '#scripts/processes/root.ts'

// A bundler finds these without the ending; Node.js does not.
registerHooks({
  resolve: (name, context, next) =>
    next(/^next\/[\w-]+$/.test(name) ? `${name}.js` : name, context),
})

/** A program: writes what each server action takes to the standard output, as `ListedAction`s. */
const found: object[] = []
for (const file of globSync('app/**/actions.ts', { cwd: fromRoot('.') })) {
  const module = (await import(fromRoot(file))) as Record<string, { takes?: z.ZodType }>
  for (const [name, { takes }] of Object.entries(module))
    found.push({ file, name, ...(takes && sampleOf(takes)) })
}
process.stdout.write(JSON.stringify(found), () => process.exit(0))
