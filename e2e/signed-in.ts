import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

import { fromRoot } from '#scripts/processes/root.ts'

/** The demo's people, by what they may do. */
export const people = {
  admin: 'admin@demo.earshot',
  qa: 'qa@demo.earshot',
  reviewer: 'reviewer@demo.earshot',
  viewer: 'viewer@demo.earshot',
} as const

export type Person = keyof typeof people

/** Written by `ready.setup.ts` before the journeys begin. */
export const readyFolder = fromRoot('test-results/ready')

/** Cookies of somebody who has signed in. */
export const sessionFile = (person: Person) => join(readyFolder, `${person}.json`)

export const evidenceFile = join(readyFolder, 'evidence.json')

/** A finished voice run with its suite and target, the case that failed in it, and that case's execution. */
export const Evidence = z.object({
  suite: z.uuid(),
  target: z.uuid(),
  run: z.uuid(),
  testCase: z.uuid(),
  execution: z.uuid(),
})
export type Evidence = z.output<typeof Evidence>

export const readEvidence = () => Evidence.parse(JSON.parse(readFileSync(evidenceFile, 'utf8')))

/** Password of all demo users. */
export function demoPassword(): string {
  const password = process.env['EARSHOT_DEMO_PASSWORD']
  if (password === undefined) throw new Error('EARSHOT_DEMO_PASSWORD is not set')
  return password
}
