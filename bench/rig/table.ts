import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

const Kept = z.object({
  bench: z.string(),
  results: z.array(
    z.object({
      goal: z.number().optional(),
      name: z.string(),
      value: z.number(),
      unit: z.string(),
      better: z.enum(['higher', 'lower']),
      gate: z.number(),
      aim: z.number(),
      reference: z.string(),
      state: z.enum(['missed', 'gate', 'aim']),
    }),
  ),
})

const marks = { missed: ' ✗', gate: '', aim: ' ✓' }
const plain = (value: number) => value.toLocaleString('en-US', { maximumSignificantDigits: 3 })

/** The table of README.md from the figures that `npm run bench` has kept: ✗ a missed gate, ✓ the aim is reached. */
export function tableOf(folder: string): string {
  const files = existsSync(folder) ? readdirSync(folder).toSorted() : []
  const rows = files.flatMap((file) => {
    const kept = Kept.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    if (!kept.success) return []
    const { bench, results } = kept.data
    return results.map((one) => {
      const sign = one.better === 'higher' ? '>=' : '<='
      const bound = (value: number) => `${sign} ${plain(value)} ${one.unit}`
      const last = `${plain(one.value)} ${one.unit}${marks[one.state]}`
      const goal = String(one.goal ?? '–')
      return [goal, bench, one.name, one.reference, bound(one.gate), bound(one.aim), last]
    })
  })
  const head = ['Goal', 'Script', 'What', 'Reference', 'Gate', 'Aim', 'Last']
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`)
    .join('\n')
}
