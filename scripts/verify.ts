import { availableParallelism } from 'node:os'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { fromRoot } from '#scripts/processes/root.ts'
import { type CommandResult, runCommand } from '#scripts/processes/run-command.ts'

type Check = { name: string; args: string[] }

const cache = 'node_modules/.cache/earshot'
const bin = (path: string) => fromRoot(`node_modules/${path}`)

/** Slowest first, so that the others fill the time beside them. */
const checks: Check[] = [
  {
    name: 'prettier',
    args: [
      bin('prettier/bin/prettier.cjs'),
      '--check',
      '.',
      '--cache',
      `--cache-location=${cache}/prettier`,
      '--log-level=warn',
    ],
  },
  {
    name: 'eslint',
    args: [
      bin('eslint/bin/eslint.js'),
      '.',
      '--max-warnings=0',
      '--cache',
      '--cache-strategy=content',
      `--cache-location=${cache}/eslint`,
    ],
  },
  {
    // The compiler that is written in Go: the same checks in half the time.
    name: 'tsc',
    args: [
      fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript-native/package.json'))),
      '--noEmit',
      '--pretty',
      'false',
      '--incremental',
      '--tsBuildInfoFile',
      `${cache}/tsbuildinfo`,
    ],
  },
  {
    // The rules that need types or the compiler of React, on that compiler.
    name: 'oxlint',
    args: [fromRoot('scripts/lint-types.ts')],
  },
  {
    name: 'dependency-cruiser',
    args: [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      `--cache=${cache}/dependency-cruiser`,
      '--cache-strategy=content',
      ...folders(),
    ],
  },
  { name: 'knip', args: [bin('knip/bin/knip.js')] },
  { name: 'house', args: [fromRoot('scripts/house.ts'), '--check'] },
  { name: 'generated files', args: [fromRoot('scripts/generate.ts'), '--check'] },
]

function folders(): string[] {
  const ours = [
    'app',
    'components',
    'lib',
    'db',
    'workers',
    'simulator',
    'cli',
    'scripts',
    'e2e',
    'bench',
  ]
  return ours.filter((folder) => existsSync(fromRoot(folder)))
}

async function runCheck({ name, args }: Check): Promise<CommandResult & { name: string }> {
  const result = await runCommand(args)
  console.log(`${result.code === 0 ? 'ok  ' : 'FAIL'}  ${name} (${result.seconds.toFixed(1)} s)`)
  return { ...result, name }
}

async function runAll(): Promise<(CommandResult & { name: string })[]> {
  const waiting = [...checks]
  const lane = async () => {
    const results = []
    for (let check = waiting.shift(); check; check = waiting.shift())
      results.push(await runCheck(check))
    return results
  }
  const lanes = Math.min(availableParallelism(), checks.length)
  return (await Promise.all(Array.from({ length: lanes }, lane))).flat()
}

// Next.js writes the types of its own modules; tsc needs them in a fresh clone.
if (!existsSync(fromRoot('next-env.d.ts')))
  await runCommand([bin('next/dist/bin/next'), 'typegen'], {
    env: { NEXT_TELEMETRY_DISABLED: '1' },
  })

const failed = (await runAll()).filter(({ code }) => code !== 0)
for (const { name, output } of failed) console.error(`\n── ${name}\n${output.trim()}`)
console.log(
  failed.length === 0
    ? '\nverify: ok'
    : `\nverify: ${failed.length} of ${checks.length} checks failed`,
)
process.exitCode = failed.length === 0 ? 0 : 1
