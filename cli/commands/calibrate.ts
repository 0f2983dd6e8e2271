import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

import { z } from 'zod'

import type { Client } from '#cli/client.ts'
import { CommandError } from '#cli/exit.ts'
import type { Terminal } from '#cli/terminal.ts'
import { CalibrationView, LabelledPair, maxPairs } from '#lib/meaning/schema.ts'
import { errorMessage } from '#lib/platform/errors.ts'

const Calibrations = z.object({ data: z.array(CalibrationView) })
const pollMs = 1_000

async function readPairs(file: string): Promise<z.output<typeof LabelledPair>[]> {
  const pairs: z.output<typeof LabelledPair>[] = []
  let number = 0
  try {
    for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
      number++
      if (line.trim() === '') continue
      pairs.push(LabelledPair.parse(JSON.parse(line)))
    }
  } catch (error) {
    const where = number === 0 ? file : `${file}, line ${number}`
    throw new CommandError(
      `${where}: ${errorMessage(error)}. A line reads {"language": "en-US", "expected": "…", "reply": "…", "same": true}`,
    )
  }
  if (pairs.length > maxPairs)
    throw new CommandError(`${file} holds ${pairs.length} pairs; ${maxPairs} are taken at most`)
  return pairs
}

const progress = (rows: CalibrationView[]) =>
  rows
    .map(({ language, scored, pairs, state }) => `${language} ${scored}/${pairs} ${state}`)
    .join(', ')

/**
 * Has the server calibrate an engine of meaning on a file of labelled pairs, follows it to its end, and prints the cut
 * points. Returns whether all languages came into force.
 */
export async function calibrateEngine(
  { client, terminal, signal }: { client: Client; terminal: Terminal; signal: AbortSignal },
  { engine, pairs: file }: { engine: string; pairs: string },
): Promise<boolean> {
  const pairs = await readPairs(file)
  let rows = (
    await client.json('/api/v1/meaning/calibrations', Calibrations, {
      method: 'POST',
      json: { engine, pairs },
      idempotencyKey: randomUUID(),
    })
  ).data
  let shown = ''
  while (rows.some(({ state }) => state === 'running')) {
    const line = progress(rows)
    if (line !== shown) terminal.err(line)
    shown = line
    await sleep(pollMs, undefined, { signal })
    rows = await Promise.all(
      rows.map(({ id }) => client.json(`/api/v1/meaning/calibrations/${id}`, CalibrationView)),
    )
  }
  for (const { language, model, state, figures, reason } of rows)
    terminal.out(
      state === 'failed'
        ? `${language}: failed: ${reason ?? 'no reason was given'}`
        : `${language} (${engine}, ${model}): ${figures?.text ?? reason ?? state}`,
    )
  return rows.every(({ state }) => state === 'in_force')
}
