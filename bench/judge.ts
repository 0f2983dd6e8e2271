// Text lines that `earshot judge` judges per second, start included: figures for people on stderr, JSON on stdout.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { report } from '#bench/rig/report.ts'

/** Lines a second on one core, start included. */
const count = 4_000
const root = join(import.meta.dirname, '..')

/** The labelled lines again and again, each with another number in it, so that no cache knows it. */
function linesOf(): string {
  const source = readFileSync(join(root, 'lib/engines/validation/testing/lines.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const text = source
    .map(
      (line) => JSON.parse(line) as { id: string; mode: string; reply: { text?: string | null } },
    )
    .filter(({ mode }) => mode === 'text')
  return Array.from({ length: count }, (_, index) => {
    const line = text[index % text.length]
    const reply = { ...line?.reply, text: `${line?.reply.text ?? ''} Reference W${index}.` }
    return JSON.stringify({ ...line, id: `${index}`, reply })
  }).join('\n')
}

const folder = mkdtempSync(join(tmpdir(), 'earshot-judge-'))
const file = join(folder, 'lines.jsonl')
writeFileSync(file, linesOf())
const started = performance.now()
const { status, stderr } = spawnSync(
  process.execPath,
  [join(root, 'cli/main.ts'), 'judge', file, '--out', join(folder, 'out.jsonl')],
  { cwd: root, encoding: 'utf8' },
)
const wallMs = performance.now() - started
rmSync(folder, { recursive: true })
if (status !== 0) throw new Error(`earshot judge ended with ${status}: ${stderr}`)
report('judge', [
  {
    ...{ name: 'text lines through `earshot judge`, start included', unit: '/s' },
    ...{ value: (count * 1_000) / wallMs, better: 'higher', gate: 1_000, aim: 1_500 },
    reference: `${count.toLocaleString('en-US')} lines, each another, in ${Math.round(wallMs)} ms`,
  },
])
